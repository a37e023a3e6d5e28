import { useEffect, useRef } from 'react';
import type { Seconds } from '#contracts/units';
import { useSession } from '../../app/useSession.js';
import { followTime, timeToX, type TimeWindow } from './timeWindow.js';

interface PlayheadProps {
  readonly window: TimeWindow;
  readonly onWindow: (change: (window: TimeWindow) => TimeWindow) => void;
  readonly duration: Seconds;
  readonly width: number;
}

/** The line that moves with the music: an element of its own, so that nothing else is drawn again at every frame. */
export function Playhead({ window: shown, onWindow, duration, width }: PlayheadProps): React.JSX.Element {
  const { bench } = useSession();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      const time = bench.player.time() - bench.musicStart();
      const x = timeToX(shown, time, width);
      if (line.current) {
        line.current.style.transform = `translateX(${x}px)`;
        line.current.style.visibility = x < 0 || x > width ? 'hidden' : 'visible';
      }
      if (bench.player.isPlaying.get()) {
        onWindow((now) => followTime(now, time, duration));
        frame = requestAnimationFrame(draw);
      }
    };
    draw();
    const stops = [bench.player.isPlaying.subscribe(draw), bench.player.stand.subscribe(draw)];
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [bench, shown, onWindow, duration, width]);
  return <div ref={line} className="playhead" />;
}
