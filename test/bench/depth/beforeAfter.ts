import { mkdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { openFrames } from '#helper/frames/ffmpegFrames';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { probeVideo } from '#helper/media/probeMedia';
import { projectRoot } from '#helper/media/projectRoot';
import { frameFileName } from '#helper/output/frameFiles';
import { depthEvaluationFolder, writeRawPass } from './compareClips.js';

/** Pixels across a picture and between two; quality of the JPEG. */
const [CELL, GAP, QUALITY] = [400, 6, 85];

interface Sheet {
  readonly clip: string;
  readonly frames: readonly number[];
  readonly out: string;
}

/**
 * `npm run bench:depth sheet`: frames of a clip, what the bundled network gives for them, and the depth pass, in rows one below another. The bundled
 * clip's sheet goes into the docs; sheets of real footage, where the evaluation set is at hand, into `.bench/sheets`, since that footage is not ours to give on.
 */
export async function writeSheets(work: string): Promise<void> {
  const root = projectRoot();
  const sheets: Sheet[] = [{ clip: join(root, 'plugin', 'sample', 'media', 'clip.mp4'), frames: [32, 42, 52], out: join(root, 'plugin', 'docs', 'depth-before-after.jpg') }];
  const set = depthEvaluationFolder();
  if (set) {
    mkdirSync(join(root, '.bench', 'sheets'), { recursive: true });
    const { items } = JSON.parse(readFileSync(join(set, 'footage', 'MANIFEST.json'), 'utf8')) as { items: { file: string; flicker: boolean; cuts?: number[] }[] };
    for (const { file, flicker, cuts } of items) if (flicker && !cuts) sheets.push({ clip: join(set, 'footage', file), frames: [10, 30, 50], out: join(root, '.bench', 'sheets', `${parse(file).name}.jpg`) });
  }
  for (const sheet of sheets) {
    await writeSheet(sheet, join(work, 'sheets', parse(sheet.out).name));
    console.log(sheet.out);
  }
}

async function writeSheet({ clip, frames, out }: Sheet, work: string): Promise<void> {
  const range = { first: Math.min(...frames) - 2, last: Math.max(...frames) + 1 };
  await writeRawPass(clip, join(work, 'raw'), range);
  await estimateDepth({ clip, outFolder: join(work, 'pass'), frames: range }, () => undefined, new AbortController().signal);
  const file = (folder: string) => (frame: number) => sharp(join(work, folder, frameFileName(frame)));
  const rows = [await framesOf(clip, frames), frames.map(file('raw')), frames.map(file('pass'))];
  const { width, height } = (await probeVideo(clip)).video.size;
  const cell = { width: CELL, height: Math.round((CELL * height) / width) };
  const placed = rows.flatMap((row, y) =>
    row.map(async (picture, x) => ({ left: x * (cell.width + GAP), top: y * (cell.height + GAP), input: await picture.resize(cell.width, cell.height).toColourspace('srgb').png().toBuffer() })),
  );
  const size = { width: frames.length * (cell.width + GAP) - GAP, height: rows.length * (cell.height + GAP) - GAP };
  await sharp({ create: { ...size, channels: 3, background: '#2a2a2a' } })
    .composite(await Promise.all(placed))
    .jpeg({ quality: QUALITY })
    .toFile(out);
}

async function framesOf(clip: string, wanted: readonly number[]): Promise<Sharp[]> {
  const pictures: Sharp[] = [];
  for (const frame of wanted) {
    for await (const { width, height, channels, pixels } of openFrames(await probeVideo(clip), { range: { first: frame, last: frame } })) pictures.push(sharp(pixels.slice(), { raw: { width, height, channels } }));
  }
  return pictures;
}
