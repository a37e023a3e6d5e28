import { useEffect, useRef, useState } from 'react';

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

interface CanvasBoxProps extends React.CanvasHTMLAttributes<HTMLCanvasElement> {
  readonly height: number;
  /** Draws in CSS pixels. Called after every change of `paint` or of the size. */
  readonly paint: (canvas: CanvasRenderingContext2D, size: CanvasSize) => void;
  readonly onSize?: (size: CanvasSize) => void;
}

/** A canvas as wide as its place and as sharp as the screen. */
export function CanvasBox({ height, paint, onSize, ...rest }: CanvasBoxProps): React.JSX.Element {
  const element = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width > 0) onSize?.({ width, height });
  }, [width, height, onSize]);
  useEffect(() => {
    const canvas = element.current?.getContext('2d');
    if (!canvas || width === 0) return;
    const density = window.devicePixelRatio || 1;
    canvas.canvas.width = Math.round(width * density);
    canvas.canvas.height = Math.round(height * density);
    canvas.setTransform(density, 0, 0, density, 0, 0);
    paint(canvas, { width, height });
  }, [paint, width, height]);
  return <canvas ref={element} {...rest} style={{ width: '100%', height, display: 'block' }} />;
}
