import { framesPerSecond, secondsToFrameIndex } from '#core/time/frameRate';
import type { Beat } from '#contracts/beatGrid';
import type { FrameIndex, FrameRange, FrameRate, Seconds } from '#contracts/units';
import { placeMusic } from '#core/time/timeMap';

/** One row of the contact sheet. */
export interface SheetMoment {
  readonly frame: FrameIndex;
  readonly label: string;
}

/** An effect needs a moment to show after its beat: this part of the gap to the next beat, and at most this many seconds. */
const AFTER_PART = 0.4;
const AFTER_MOST = 0.2;

export interface MomentInputs {
  /** In music time, ascending. */
  readonly beats: readonly Beat[];
  /** Clip time at which the music begins. */
  readonly musicOffset: Seconds;
  readonly frames: FrameRange;
  readonly rate: FrameRate;
}

const printTime = (seconds: Seconds): string => `${Math.floor(seconds / 60)}:${(Math.floor((seconds % 60) * 100) / 100).toFixed(2).padStart(5, '0')}`;

function barOf(beats: readonly Beat[], index: number): string {
  if (beats[index]!.barPosition === 0) return '';
  const bar = beats.slice(0, index + 1).filter(({ downbeat }) => downbeat).length;
  return `  BAR ${bar}.${beats[index]!.barPosition}`;
}

function momentOf({ beats, musicOffset, frames, rate }: MomentInputs, index: number): SheetMoment {
  const beat = beats[index]!;
  const gap = (beats[index + 1]?.time ?? beat.time + 1) - beat.time;
  const time = placeMusic(musicOffset).toComposition(beat.time);
  const frame = Math.min(frames.last, secondsToFrameIndex(time + Math.min(AFTER_MOST, gap * AFTER_PART), rate));
  return { frame, label: `${printTime(time)}${barOf(beats, index)}  STRENGTH ${beat.strength.toFixed(2)}` };
}

/** The strongest beats that fall into the frames, at most `count`, in the order of time; without any, frames at equal distances. */
export function sheetMoments(inputs: MomentInputs, count = 4): readonly SheetMoment[] {
  const { beats, frames, rate } = inputs;
  const { toComposition } = placeMusic(inputs.musicOffset);
  const within = beats
    .map((beat, index) => ({ beat, index, frame: secondsToFrameIndex(toComposition(beat.time), rate) }))
    .filter(({ frame }) => frame >= frames.first && frame <= frames.last);
  if (within.length === 0) {
    const length = frames.last - frames.first + 1;
    const chosen = Array.from({ length: Math.min(count, length) }, (_, row) => frames.first + Math.floor(((row + 0.5) * length) / Math.min(count, length)));
    return chosen.map((frame) => ({ frame, label: printTime(frame / framesPerSecond(rate)) }));
  }
  const strongest = [...within].sort((a, b) => b.beat.strength - a.beat.strength || a.index - b.index).slice(0, count);
  return strongest.sort((a, b) => a.index - b.index).map(({ index }) => momentOf(inputs, index));
}
