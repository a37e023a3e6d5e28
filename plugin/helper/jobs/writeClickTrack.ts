import type { BeatGrid } from '#contracts/beatGrid';
import type { Hertz } from '#contracts/units';
import { mixClicks } from '#core/music/clickTrack';
import { openFfmpegAudio } from '../audio/ffmpegAudio.js';
import { writeWavFile } from '../output/wavFile.js';

const SAMPLE_RATE: Hertz = 44100;

export interface ClickTrackRequest {
  readonly source: string;
  readonly grid: BeatGrid;
  /** The WAV file to write. */
  readonly out: string;
}

/**
 * Writes the song with a click on every beat and a higher, louder one on every downbeat, to listen whether the grid is right.
 * Fails as decoding does, and with `output.unwritable`, `output.diskFull`.
 */
export async function writeClickTrack({ source, grid, out }: ClickTrackRequest, signal: AbortSignal): Promise<void> {
  const audio = await openFfmpegAudio(source, SAMPLE_RATE);
  async function* clicked(): AsyncGenerator<Float32Array> {
    let first = 0;
    for await (const block of audio.blocks(signal)) {
      yield mixClicks(block, first, SAMPLE_RATE, grid.beats);
      first += block.length;
    }
  }
  await writeWavFile(out, clicked(), SAMPLE_RATE);
}
