import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { DepthPassport } from '#contracts/depthAsset';
import type { FrameRange } from '#contracts/units';
import { encodeRow16 } from '#core/depth/encode16';
import { resample } from '#core/depth/resample';
import { openFrames } from '#helper/frames/ffmpegFrames';
import { openDepthEstimator } from '#helper/inference/depthEstimator';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { projectRoot } from '#helper/media/projectRoot';
import { probeVideo } from '#helper/media/probeMedia';
import { resolveModel } from '#helper/models/modelStore';
import { frameFileName } from '#helper/output/frameFiles';
import { Png16 } from '#helper/output/png16';

/** Where the evaluation set lies: `DEPTHBEAT_EVAL`, or beside the checkout. */
export function depthEvaluationFolder(): string | undefined {
  const folder = join(process.env['DEPTHBEAT_EVAL'] ?? join(projectRoot(), '..', 'shared', 'eval'), 'depth');
  return existsSync(join(folder, 'score.py')) ? folder : undefined;
}

/** The same network without anything around it: each frame stretched to its own range, enlarged by plain bicubic. */
export async function writeRawPass(clip: string, out: string, range?: FrameRange): Promise<void> {
  mkdirSync(out, { recursive: true });
  const [info, model] = [await probeVideo(clip), await resolveModel()];
  const { width, height } = info.video.size;
  const estimator = await openDepthEstimator({ model, provider: 'cpu', seenSize: info.video.size });
  for await (const frame of openFrames(info, { size: estimator.mapSize, ...(range ? { range } : {}) })) {
    const { index } = frame;
    const full = resample((await estimator.estimate(frame)).depth, width, height, 'cubic').values;
    const range = { far: full.reduce((a, b) => Math.min(a, b)), near: full.reduce((a, b) => Math.max(a, b)) };
    const [file, codes] = [new Png16(width, height), new Uint16Array(width)];
    for (let y = 0; y < height; y++) {
      encodeRow16(full.subarray(y * width, (y + 1) * width), range, codes);
      file.addRow(codes);
    }
    writeFileSync(join(out, frameFileName(index)), Buffer.concat(file.encode()));
  }
  await estimator.close();
}

/** Scores both passes of each clip with the evaluation set's own scorer (Python with OpenCV). */
export async function compareClips(work: string): Promise<void> {
  const set = depthEvaluationFolder();
  if (!set) return console.log('\n## Quality: no evaluation set beside the checkout (DEPTHBEAT_EVAL)');
  const { items } = JSON.parse(readFileSync(join(set, 'clips', 'MANIFEST.json'), 'utf8')) as { items: { name: string; video: string }[] };
  const rows: string[] = [];
  for (const { name, video } of items) {
    const clip = join(set, 'clips', video);
    await writeRawPass(clip, join(work, 'raw', name));
    rows.push(qualityRow(name, await estimateDepth({ clip, outFolder: join(work, 'steady', name) }, () => undefined, new AbortController().signal)));
  }
  for (const kind of ['raw', 'steady']) {
    console.log(`\n## Clips, ${kind === 'raw' ? 'raw output normalised per frame' : 'depth pass'}`);
    console.log(spawnSync('/usr/bin/python3', [join(set, 'score.py'), 'clips', join(work, kind)], { encoding: 'utf8' }).stdout);
  }
  console.log(`## Clips, what the passport says of the depth pass (mean of its shots by frames)\n| name | shots | halo | flicker | confidence |\n|---|---|---|---|---|\n${rows.join('\n')}`);
}

function qualityRow(name: string, { shots }: DepthPassport): string {
  const frames = shots.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const mean = (measure: 'halo' | 'flicker' | 'confidence'): number => shots.reduce((sum, { first, last, quality }) => sum + (last - first + 1) * (quality?.[measure] ?? 0), 0) / frames;
  return `| ${name} | ${shots.length} | ${mean('halo').toFixed(2)} | ${mean('flicker').toFixed(4)} | ${mean('confidence').toFixed(2)} |`;
}

/** Flicker of the depth pass on real footage, with the evaluation set's own scorer. */
export async function scoreFootage(work: string): Promise<void> {
  const set = depthEvaluationFolder();
  if (!set) return console.log('\n## Footage: no evaluation set beside the checkout (DEPTHBEAT_EVAL)');
  const { items } = JSON.parse(readFileSync(join(set, 'footage', 'MANIFEST.json'), 'utf8')) as { items: { file: string; flicker: boolean }[] };
  mkdirSync(join(work, 'footage'), { recursive: true });
  for (const { file, flicker } of items) {
    if (flicker) await estimateDepth({ clip: join(set, 'footage', file), outFolder: join(work, 'footage', parse(file).name) }, () => undefined, new AbortController().signal);
  }
  console.log('\n## Real footage, depth pass');
  console.log(spawnSync('/usr/bin/python3', [join(set, 'score.py'), 'footage', join(work, 'footage')], { encoding: 'utf8' }).stdout);
}
