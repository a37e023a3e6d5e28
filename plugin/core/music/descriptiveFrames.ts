/** What the sound is like, a few times a second: for strength and sections, not for timing. Frame n is centred on n / framesPerSecond seconds. */
export interface DescriptiveFrames {
  readonly framesPerSecond: number;
  /** Total loudness, sones (Zwicker's specific loudness summed over 24 Bark bands; scale not calibrated). */
  readonly loudness: Float32Array;
  /** Timbre: frames × TIMBRE_SIZE, row-major, mel-frequency cepstral coefficients. */
  readonly timbre: Float32Array;
}

export const TIMBRE_SIZE = 13;
