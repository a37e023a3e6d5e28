export const SAMPLE_RATE = 44100;

/** Two channels of equal length, -1..1. */
export interface Tape {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

export function blankTape(seconds: number): Tape {
  const samples = Math.round(seconds * SAMPLE_RATE);
  return { left: new Float64Array(samples), right: new Float64Array(samples) };
}

export interface Placement {
  readonly start: number;
  readonly seconds: number;
  readonly gain: number;
  /** -1 left .. 1 right. */
  readonly pan: number;
}

/** Adds a voice to a tape; `voice` gives the sample at a number of seconds after its start. Equal-power pan. */
export function play(tape: Tape, placement: Placement, voice: (seconds: number) => number): void {
  const angle = ((placement.pan + 1) * Math.PI) / 4;
  const first = Math.round(placement.start * SAMPLE_RATE);
  const count = Math.min(Math.round(placement.seconds * SAMPLE_RATE), tape.left.length - first);
  for (let index = 0; index < count; index++) {
    const sample = placement.gain * voice(index / SAMPLE_RATE);
    tape.left[first + index] += sample * Math.cos(angle);
    tape.right[first + index] += sample * Math.sin(angle);
  }
}

/** Adds one tape to another, with a gain that may change over time. */
export function addTape(target: Tape, source: Tape, gainAt: (seconds: number) => number): void {
  for (let index = 0; index < target.left.length; index++) {
    const gain = gainAt(index / SAMPLE_RATE);
    target.left[index] += gain * source.left[index];
    target.right[index] += gain * source.right[index];
  }
}

/** Echoes that change sides at each repeat. */
export function pingPong(tape: Tape, delaySeconds: number, feedback: number): void {
  const delay = Math.round(delaySeconds * SAMPLE_RATE);
  for (let index = delay; index < tape.left.length; index++) {
    tape.left[index] += feedback * tape.right[index - delay];
    tape.right[index] += feedback * tape.left[index - delay];
  }
}
