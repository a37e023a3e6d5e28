import { frameRate } from '#core/time/frameRate';

/** What the clip and the song agree on. The cut falls on the downbeat of the third bar. */
export const sampleTiming = {
  frameRate: frameRate(24),
  frames: 192,
  width: 512,
  height: 288,
  cutFrame: 102,
  tempo: 120,
  beatsPerBar: 4,
  beatSeconds: 0.5,
  firstBeat: 0.25,
  beats: 16,
  seconds: 8,
} as const;
