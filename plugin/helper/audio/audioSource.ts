import type { Hertz } from '#contracts/units';

/**
 * Port: the sound of a file as one channel. Sample n of the concatenated blocks sounds at n / sampleRate seconds
 * of the time that a host shows for the file: 0 is where its picture begins, or its sound where it has no picture.
 */
export interface AudioSource {
  readonly sampleRate: Hertz;
  /** Length that the container states, seconds; undefined when it does not say. For progress only. */
  readonly statedDuration: number | undefined;
  /**
   * Blocks of float32 samples in -1..1 (louder where the file is), in order, each pulled when asked for, so memory
   * stays bounded. Fails with `media.unreadable`, `audio.empty`, `cancelled`. May be read once.
   */
  blocks(signal: AbortSignal): AsyncIterable<Float32Array>;
}
