import { useEffect, useRef, useState } from 'react';
import type { Seconds } from '#contracts/units';
import { useSession } from '../../app/useSession.js';

/** Time after the last tap at which the taps become beats, milliseconds. */
const patience = 1500;

export interface Taps {
  /** Taps collected so far. */
  readonly count: number;
  readonly tap: () => void;
}

/** Collects taps along with the music; when they stop, they replace the beats of the tapped stretch as one step. */
export function useTaps(): Taps {
  const { bench } = useSession();
  const taps = useRef<Seconds[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [count, setCount] = useState(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tap = (): void => {
    taps.current.push(bench.player.time() - bench.musicStart());
    setCount(taps.current.length);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const collected = taps.current;
      taps.current = [];
      setCount(0);
      bench.edit({ kind: 'tap', taps: collected });
    }, patience);
  };
  return { count, tap };
}
