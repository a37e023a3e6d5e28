import { useCallback, useMemo, useRef, useState } from 'react';
import type { Unit } from '#contracts/units';
import { CanvasBox, type CanvasSize } from '../../controls/CanvasBox.js';
import { strings } from '../../strings.js';
import { useColours } from '../../theme/useColours.js';
import { countDepths, falseColours } from './falseColour.js';

const height = 64;
const bins = 64;

interface HistogramProps {
  readonly depth: ImageBitmap | undefined;
  readonly near: Unit;
  readonly far: Unit;
  readonly onChange: (plane: 'near' | 'far', depth: Unit) => void;
}

function countsOf(depth: ImageBitmap | undefined): readonly number[] {
  if (!depth) return [];
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [160, 90];
  const context = copy.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(depth, 0, 0, copy.width, copy.height);
  return countDepths(context.getImageData(0, 0, copy.width, copy.height).data, bins);
}

function drawHandle(canvas: CanvasRenderingContext2D, x: number, colour: string): void {
  canvas.fillStyle = colour;
  canvas.fillRect(x - 1, 0, 2, height);
  canvas.beginPath();
  canvas.arc(x, height - 7, 5, 0, 2 * Math.PI);
  canvas.fill();
}

/** How the frame's pixels spread from far to near, with the two focus planes to drag. */
export function Histogram({ depth, near, far, onChange }: HistogramProps): React.JSX.Element {
  const colours = useColours();
  const counts = useMemo(() => countsOf(depth), [depth]);
  const held = useRef<'near' | 'far' | undefined>(undefined);
  const [width, setWidth] = useState(1);
  const paint = useCallback(
    (canvas: CanvasRenderingContext2D, size: CanvasSize) => {
      canvas.fillStyle = colours.sunken;
      canvas.fillRect(0, 0, size.width, height);
      const most = Math.max(1, ...counts);
      counts.forEach((count, bin) => {
        const colour = Math.floor(((bin + 0.5) * 256) / bins) * 3;
        canvas.fillStyle = `rgb(${falseColours[colour]}, ${falseColours[colour + 1]}, ${falseColours[colour + 2]})`;
        const length = Math.sqrt(count / most) * (height - 6);
        const [left, width] = [(bin * size.width) / bins, Math.ceil(size.width / bins)];
        canvas.fillRect(left, height - length, width, length);
        // The darkest colours would be lost on a dark ground.
        canvas.fillStyle = colours.faint;
        if (count > 0) canvas.fillRect(left, height - length, width, 1);
      });
      drawHandle(canvas, far * size.width, colours.far);
      drawHandle(canvas, near * size.width, colours.near);
    },
    [counts, near, far, colours],
  );
  const depthAt = (event: React.PointerEvent): Unit => Math.min(1, Math.max(0, event.nativeEvent.offsetX / width));
  return (
    <div className="timeline">
      <CanvasBox
        height={height}
        paint={paint}
        onSize={useCallback((size: CanvasSize) => setWidth(size.width), [])}
        role="img"
        aria-label={strings.depth.histogram(near, far)}
        onPointerDown={(event) => {
          const at = depthAt(event);
          held.current = Math.abs(at - near) < Math.abs(at - far) ? 'near' : 'far';
          event.currentTarget.setPointerCapture(event.pointerId);
          onChange(held.current, at);
        }}
        onPointerMove={(event) => held.current && onChange(held.current, depthAt(event))}
        onPointerUp={() => void (held.current = undefined)}
      />
    </div>
  );
}
