import type { Seconds } from '#contracts/units';
import { intervals, median } from '../music/curve.js';

/** Median error of a person's taps against a steady pulse, at most (15-30 ms is usual): beyond it the tempo itself moves. */
const TAP_SCATTER: Seconds = 0.035;
/** Taps each way that steady a tap where the tempo moves. */
const NEIGHBOURS = 3;

/** A tap and the number of the beat it means; beats that were left out make the number jump. */
interface NumberedTap {
  readonly beat: number;
  readonly time: Seconds;
}

function numberTaps(taps: readonly Seconds[], period: Seconds): NumberedTap[] {
  const numbered: NumberedTap[] = [{ beat: 0, time: taps[0] }];
  for (const time of taps.slice(1)) {
    const last = numbered[numbered.length - 1];
    const step = Math.round((time - last.time) / period);
    if (step > 0) numbered.push({ beat: last.beat + step, time });
  }
  return numbered;
}

/** Straight line through numbered taps, least squares, as a function of the beat. */
function lineThrough(taps: readonly NumberedTap[]): (beat: number) => Seconds {
  const meanBeat = taps.reduce((sum, { beat }) => sum + beat, 0) / taps.length;
  const meanTime = taps.reduce((sum, { time }) => sum + time, 0) / taps.length;
  const variance = taps.reduce((sum, { beat }) => sum + (beat - meanBeat) ** 2, 0);
  const slope = variance > 0 ? taps.reduce((sum, { beat, time }) => sum + (beat - meanBeat) * (time - meanTime), 0) / variance : 0;
  return (beat) => meanTime + slope * (beat - meanBeat);
}

function localFit(taps: readonly NumberedTap[], beat: number): Seconds {
  return lineThrough(taps.filter((tap) => Math.abs(tap.beat - beat) <= NEIGHBOURS))(beat);
}

/**
 * Beats that a person meant by tapping along: one straight line where the taps follow one, else a line through the
 * taps around each beat. Fewer than two taps, or all at once, give nothing.
 */
export function fitTaps(unsorted: readonly Seconds[]): Seconds[] {
  const taps = [...unsorted].sort((a, b) => a - b);
  const period = median(intervals(taps).filter((gap) => gap > 0.05));
  if (taps.length < 2 || period <= 0) return [];
  const numbered = numberTaps(taps, period);
  const last = numbered[numbered.length - 1].beat;
  const line = lineThrough(numbered);
  const scatter = median(numbered.map(({ beat, time }) => Math.abs(time - line(beat))));
  const at = scatter <= TAP_SCATTER || numbered.length < 2 * NEIGHBOURS ? line : (beat: number) => localFit(numbered, beat);
  return Array.from({ length: last + 1 }, (_, beat) => at(beat));
}
