import { useCallback, useMemo, useState } from 'react';
import type { Unit } from '#contracts/units';
import { CanvasBox, type CanvasSize } from '../../controls/CanvasBox.js';
import { strings } from '../../strings.js';
import { paintFalseColours } from './falseColour.js';
import type { ShownFrame } from './usePass.js';

export type DepthMode = 'frame' | 'depth' | 'colour' | 'split';

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
  readonly shown: ShownFrame;
  readonly mode: DepthMode;
  /** Width over height of the picture as it is seen. */
  readonly shape: number;
  readonly onPick: ((x: Unit, y: Unit) => void) | undefined;
}

function paintSplit(canvas: CanvasRenderingContext2D, { width, height }: CanvasSize, depth: CanvasImageSource, share: Unit): void {
  const border = Math.round(width * share);
  canvas.save();
  canvas.beginPath();
  canvas.rect(border, 0, width - border, height);
  canvas.clip();
  canvas.drawImage(depth, 0, 0, width, height);
  canvas.restore();
  canvas.fillStyle = '#fff';
  canvas.fillRect(border - 0.5, 0, 1, height);
}

/** Frame, depth, false colours, or both sides of a border that follows the pointer. A click picks a point. */
export function DepthPicture({ shown, mode, shape, onPick }: DepthPictureProps): React.JSX.Element {
  const { frame, depth } = shown.pictures;
  const [border, setBorder] = useState<Unit>(0.5);
  const [width, setWidth] = useState(300);
  const coloured = useMemo(() => (depth && mode !== 'frame' && mode !== 'depth' ? colouredCopy(depth) : undefined), [depth, mode]);
  const paint = useCallback(
    (canvas: CanvasRenderingContext2D, size: CanvasSize) => {
      const base = mode === 'depth' ? depth : mode === 'colour' ? coloured : frame;
      canvas.clearRect(0, 0, size.width, size.height);
      if (base) canvas.drawImage(base, 0, 0, size.width, size.height);
      if (mode === 'split' && coloured) paintSplit(canvas, size, coloured, border);
    },
    [frame, depth, coloured, mode, border],
  );
  const shareOf = (event: React.MouseEvent): readonly [Unit, Unit] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  return (
    <div className={onPick ? 'picture picking' : 'picture'}>
      <CanvasBox
        height={Math.round(width / shape)}
        paint={paint}
        onSize={useCallback((size: CanvasSize) => setWidth(size.width), [])}
        role="img"
        aria-label={strings.depth.picture(shown.frame)}
        onPointerMove={(event) => mode === 'split' && setBorder(shareOf(event)[0])}
        onClick={(event) => onPick?.(...shareOf(event))}
      />
    </div>
  );
}
