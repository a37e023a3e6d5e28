import sharp from 'sharp';
import type { BeatGrid } from '#contracts/beatGrid';
import { makeFloatColumn } from '#core/music/floatColumn';
import { drawGrid } from '#core/music/gridPlot';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { ONSET_FRAMES_PER_SECOND, onsetStrength } from '#core/music/onsetStrength';
import { openFfmpegAudio } from '../audio/ffmpegAudio.js';
import { writeFileAtomically } from '../output/atomicFile.js';

export interface GridPlotRequest {
  readonly source: string;
  readonly grid: BeatGrid;
  /** The PNG file to write. */
  readonly out: string;
}

/** Largest absolute sample of every hundredth of a second. */
function makeLoudness() {
  const samplesPerValue = MUSIC_SAMPLE_RATE / ONSET_FRAMES_PER_SECOND;
  const column = makeFloatColumn();
  let peak = 0;
  let count = 0;
  return {
    push(samples: Float32Array): void {
      for (const sample of samples) {
        peak = Math.max(peak, Math.abs(sample));
        if (++count < samplesPerValue) continue;
        column.push(peak);
        peak = count = 0;
      }
    },
    values: column.values,
  };
}

/**
 * Draws loudness, onset strength, beats, hits and sections of a piece as a PNG, to see whether the grid is right.
 * Fails as decoding does, and with `output.unwritable`, `output.diskFull`.
 */
export async function plotGrid({ source, grid, out }: GridPlotRequest, signal: AbortSignal): Promise<void> {
  const frontEnd = makeMusicFrontEnd();
  const loudness = makeLoudness();
  for await (const block of (await openFfmpegAudio(source, MUSIC_SAMPLE_RATE)).blocks(signal)) {
    frontEnd.push(block);
    loudness.push(block);
  }
  const onsets = onsetStrength(frontEnd.finish()).total;
  const svg = drawGrid(grid, { secondsPerValue: 1 / ONSET_FRAMES_PER_SECOND, loudness: loudness.values(), onsets });
  await writeFileAtomically(out, await sharp(Buffer.from(svg), { unlimited: true }).png().toBuffer());
}
