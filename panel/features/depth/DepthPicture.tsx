import { useCallback, useMemo, useRef, useState } from 'react';
import type { Unit } from '#contracts/units';
import { CanvasBox, type CanvasSize } from '../../controls/CanvasBox.js';
import type { DepthMode } from '../../state/preferences.js';
import { strings } from '../../strings.js';
import { paintFalseColours } from './falseColour.js';
import type { ShownFrame } from './usePass.js';


/** The depth of a frame in false colours, as a canvas of its own. */
function colouredCopy(depth: ImageBitmap): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [depth.width, depth.height];
  const context = copy.getContext('2d')!;
  context.drawImage(depth, 0, 0);
  const pixels = context.getImageData(0, 0, copy.width, copy.height);
  paintFalseColours(pixels.data);
  context.putImageData(pixels, 0, 0);
  return copy;
}

interface DepthPictureProps {
  /** Absent while the first pictures are on their way. */
  readonly shown: ShownFrame | undefined;
  readonly mode: DepthMode;
  /** Width over height of the picture as it is seen. */
  readonly shape: number;
  readonly onPick: (x: Unit, y: Unit) => void;
}

/** How near the border the pointer has to be to hold it, pixels. */
const reach = 10;

function paintSplit(canvas: CanvasRenderingContext2D, { width, height }: CanvasSize, depth: CanvasImageSource, share: Unit): void {
  const border = Math.round(width * share);
  canvas.save();
  canvas.beginPath();
  canvas.rect(border, 0, width - border, height);
  canvas.clip();
  canvas.drawImage(depth, 0, 0, width, height);
  canvas.restore();
  canvas.fillStyle = '#fff';
  canvas.strokeStyle = 'rgba(0, 0, 0, 0.5)';
  canvas.fillRect(border - 1, 0, 2, height);
  canvas.beginPath();
  canvas.arc(border, height / 2, 7, 0, 2 * Math.PI);
  canvas.fill();
  canvas.stroke();
}

/** The border between the halves: dragged with the pointer, moved with the arrow keys. */
function useBorder(isSplit: boolean) {
  const [border, setBorder] = useState<Unit>(0.5);
  const isHeld = useRef(false);
  const isNear = (event: React.PointerEvent): boolean => {
    const box = event.currentTarget.getBoundingClientRect();
    return isSplit && Math.abs(event.clientX - box.left - border * box.width) <= reach;
  };
  const move = (share: number): void => setBorder(Math.min(1, Math.max(0, share)));
  const handlers = {
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      isHeld.current = isNear(event);
      if (isHeld.current) event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: React.PointerEvent<HTMLElement>) => {
      event.currentTarget.style.cursor = isHeld.current || isNear(event) ? 'ew-resize' : '';
      if (isHeld.current) move(shareOf(event)[0]);
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => {
      const step = { ArrowLeft: -0.05, ArrowRight: 0.05 }[event.key];
      if (step !== undefined && isSplit) move(border + step);
    },
  };
  /** True when the click that follows was the end of a drag. */
  const wasHeld = (): boolean => isHeld.current;
  return { border, handlers, wasHeld };
}

function shareOf(event: React.MouseEvent): readonly [Unit, Unit] {
  const box = event.currentTarget.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

/** Frame, depth, false colours, or both sides of a border that can be dragged. A click picks a point. */
export function DepthPicture({ shown, mode, shape, onPick }: DepthPictureProps): React.JSX.Element {
  const { frame, depth } = shown?.pictures ?? {};
  const isSplit = mode === 'split';
  const { border, handlers, wasHeld } = useBorder(isSplit);
  const [width, setWidth] = useState(300);
  const coloured = useMemo(() => (depth && mode !== 'frame' && mode !== 'depth' ? colouredCopy(depth) : undefined), [depth, mode]);
  const paint = useCallback(
    (canvas: CanvasRenderingContext2D, size: CanvasSize) => {
      const base = mode === 'depth' ? depth : mode === 'colour' ? coloured : frame;
      canvas.clearRect(0, 0, size.width, size.height);
      if (base) canvas.drawImage(base, 0, 0, size.width, size.height);
      if (isSplit && coloured) paintSplit(canvas, size, coloured, border);
    },
    [frame, depth, coloured, mode, isSplit, border],
  );
  return (
    <div
      className="picture picking"
      {...(isSplit ? { role: 'slider', tabIndex: 0, 'aria-label': strings.depth.border, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(border * 100) } : {})}
      {...handlers}
      onClick={(event) => !wasHeld() && onPick(...shareOf(event))}
    >
      <CanvasBox height={Math.round(width / shape)} paint={paint} onSize={useCallback((size: CanvasSize) => setWidth(size.width), [])} role="img" aria-label={strings.depth.picture(shown?.frame)} />
    </div>
  );
}
