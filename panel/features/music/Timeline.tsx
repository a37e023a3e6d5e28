import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Beat } from '#contracts/beatGrid';
import type { Seconds } from '#contracts/units';
import { useSession } from '../../app/useSession.js';
import { CanvasBox, type CanvasSize } from '../../controls/CanvasBox.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { useColours } from '../../theme/useColours.js';
import { drawMusic, rulerHeight } from './drawMusic.js';
import { Playhead } from './Playhead.js';
import { clampWindow, timeToX, xToTime, zoomAt, type TimeWindow } from './timeWindow.js';

const height = 150;
/** How near a beat the pointer has to be to hold it, pixels. */
const reach = 5;

interface TimelineProps {
  readonly window: TimeWindow;
  readonly onWindow: (change: (window: TimeWindow) => TimeWindow) => void;
  readonly duration: Seconds;
  readonly selected: Seconds | undefined;
  readonly onSelect: (time: Seconds | undefined) => void;
}

function beatAt(beats: readonly Beat[], x: number, window: TimeWindow, width: number): Beat | undefined {
  let best: Beat | undefined;
  for (const beat of beats) {
    const distance = Math.abs(timeToX(window, beat.time, width) - x);
    if (distance <= reach && (!best || distance < Math.abs(timeToX(window, best.time, width) - x))) best = beat;
  }
  return best;
}

/** Pointer on the music: click sets the playhead, a beat can be held and moved, double click adds one, Alt-click takes one away. */
function usePointer({ window, duration, onSelect, onWindow }: TimelineProps, width: number) {
  const { bench } = useSession();
  const { grid } = useStore(bench.document.present);
  const held = useRef<{ time: Seconds; gesture: string } | undefined>(undefined);
  const timeOf = (event: React.MouseEvent<HTMLElement>): Seconds => xToTime(window, event.nativeEvent.offsetX, width);
  const seek = (time: Seconds): void => bench.player.seek(Math.max(0, Math.min(duration, time)) + bench.musicStart());
  return {
    onPointerDown: (event: React.PointerEvent<HTMLCanvasElement>) => {
      const beat = event.nativeEvent.offsetY > rulerHeight ? beatAt(grid?.beats ?? [], event.nativeEvent.offsetX, window, width) : undefined;
      if (beat && event.altKey) return bench.edit({ kind: 'delete', time: beat.time });
      onSelect(beat?.time);
      if (!beat) return seek(timeOf(event));
      held.current = { time: beat.time, gesture: `move ${event.timeStamp}` };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: React.PointerEvent<HTMLCanvasElement>) => {
      if (!held.current) return;
      const to = Math.max(0, timeOf(event));
      bench.edit({ kind: 'move', time: held.current.time, to }, held.current.gesture);
      held.current = { ...held.current, time: to };
      onSelect(to);
    },
    onPointerUp: () => void (held.current = undefined),
    onDoubleClick: (event: React.MouseEvent<HTMLCanvasElement>) => {
      if (grid && !beatAt(grid.beats, event.nativeEvent.offsetX, window, width)) bench.edit({ kind: 'add', time: timeOf(event) });
    },
    onWheel: (event: WheelEvent) => {
      event.preventDefault();
      const share = event.offsetX / Math.max(1, width);
      const isZoom = event.ctrlKey || event.altKey || event.metaKey;
      const move = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      onWindow((now) => (isZoom ? zoomAt(now, Math.exp(event.deltaY * 0.002), share, duration) : clampWindow({ from: now.from + (move / Math.max(1, width)) * now.span, span: now.span }, duration)));
    },
  };
}

/** The wheel listener has to be able to stop the page from scrolling, which React's own cannot. */
function useWheel(onWheel: (event: WheelEvent) => void): React.RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(onWheel);
  useEffect(() => void (latest.current = onWheel));
  useEffect(() => {
    const element = box.current;
    const listen = (event: WheelEvent): void => latest.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);
  return box;
}

export function Timeline(props: TimelineProps): React.JSX.Element {
  const { window, duration, selected } = props;
  const { bench } = useSession();
  const document = useStore(bench.document.present);
  const soundtrack = useStore(bench.soundtrack);
  const colours = useColours();
  const [size, setSize] = useState<CanvasSize>({ width: 0, height });
  const firing = useMemo(() => (document.grid ? bench.firing().map(({ time }) => time) : []), [bench, document]);
  const paint = useCallback(
    (canvas: CanvasRenderingContext2D, { width }: CanvasSize) => drawMusic(canvas, { window, width, height, colours, font: '10px system-ui, sans-serif', soundtrack, grid: document.grid, firing, selected }),
    [window, colours, soundtrack, document, firing, selected],
  );
  const { onWheel, ...pointer } = usePointer(props, size.width);
  const box = useWheel(onWheel);
  return (
    <div className="timeline" ref={box} data-from={window.from} data-span={window.span} data-duration={duration}>
      <CanvasBox height={height} paint={paint} onSize={setSize} role="img" aria-label={strings.music.timeline(document.grid?.beats.length ?? 0)} {...pointer} />
      <Playhead window={window} onWindow={props.onWindow} duration={duration} width={size.width} />
    </div>
  );
}
