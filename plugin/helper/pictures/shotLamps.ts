import type { DepthPassport, DepthShot } from '#contracts/depthAsset';
import type { ShotLamps } from '#contracts/helperProtocol';
import type { FrameIndex } from '#contracts/units';
import { openFrames } from '../frames/ffmpegFrames.js';
import { probeVideo } from '../media/probeMedia.js';
import { depthFileOf, readDepthPicture } from '../output/depthPicture.js';

/** Width of the pictures that are compared (chosen: flicker is a large-area fault). */
const width = 96;
/** Most neighbouring pairs looked at in one shot. */
const pairs = 3;
/** Brightness change under which a pixel counts as standing still, of 255. */
const still = 3;

function meanChange(a: Float32Array, b: Float32Array, before: Uint8Array, after: Uint8Array): number | undefined {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    if (Math.abs(before[i] - after[i]) > still) continue;
    sum += Math.abs(a[i] - b[i]);
    count++;
  }
  return count > a.length / 20 ? sum / count : undefined;
}

/** First frames of the pairs, spread over the shot. */
function pairStarts({ first, last }: DepthShot): FrameIndex[] {
  const count = Math.min(pairs, last - first);
  return Array.from({ length: count }, (_, i) => first + Math.floor(((i + 0.5) * (last - first)) / count));
}

/** How much of the grey scale the middle 90 % of a map use: a flat map tells no near from far. */
function spreadOf(map: Float32Array): number {
  const sorted = map.slice().sort();
  return sorted[Math.floor(sorted.length * 0.95)] - sorted[Math.floor(sorted.length * 0.05)];
}

/**
 * For each shot: `flicker`, the mean change of depth from frame to frame where the picture stands still (0 = none; absent where nothing
 * stands still), and `spread`, the share of the grey scale that the middle 90 % of the pixels use. Reads a few small pictures a shot.
 */
export async function shotLamps(clip: string, folder: string, passport: DepthPassport, signal: AbortSignal): Promise<ShotLamps[]> {
  const info = await probeVideo(clip);
  const height = Math.max(2, Math.round((width * passport.size.height) / passport.size.width));
  const greyOf = async (frame: FrameIndex): Promise<Float32Array> => (await readDepthPicture(depthFileOf(folder, passport, frame), { width, height })).values;
  const lamps: ShotLamps[] = [];
  for (const shot of passport.shots) {
    const changes: number[] = [];
    let spread = spreadOf(await greyOf(shot.first));
    for (const start of pairStarts(shot)) {
      const pictures: Uint8Array[] = [];
      for await (const frame of openFrames(info, { range: { first: start, last: start + 1 }, size: { width, height }, channels: 1, signal })) pictures.push(frame.pixels);
      const maps = await Promise.all([greyOf(start), greyOf(start + 1)]);
      spread = Math.max(spread, spreadOf(maps[0]));
      const change = pictures.length === 2 ? meanChange(maps[0], maps[1], pictures[0], pictures[1]) : undefined;
      if (change !== undefined) changes.push(change);
    }
    lamps.push({ first: shot.first, spread, ...(changes.length > 0 ? { flicker: changes.reduce((sum, value) => sum + value, 0) / changes.length } : {}) });
  }
  return lamps;
}
