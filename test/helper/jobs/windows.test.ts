import { expect } from 'chai';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preprocess } from '#core/depth/preprocess';
import { WindowMemory } from '#helper/cache/windowMemory';
import { syntheticFrames } from '#helper/frames/syntheticFrames';
import type { Frame, FrameSource } from '#helper/frames/frameSource';
import { openWindowEstimator } from '#helper/inference/windowEstimator';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { addModel } from '#helper/models/manageModels';
import { resolveModel } from '#helper/models/modelStore';
import type { InstalledModel } from '#helper/models/modelStore';
import type { FrameRange } from '#contracts/units';
import { failureCode } from '../../fixtures/failures.js';
import { contentOf } from '../../fixtures/folderContent.js';
import { killAt } from '../../fixtures/killedJob.js';
import { freshFolder, makeMedia } from '../../fixtures/madeClips.js';
import { mixOf, windowNetwork, windowNetworkHalves } from '../../fixtures/windowNetwork.js';

const SIDE = 28;
const FRAMES = 47;
/** Second shot of the made clip. */
const CUT = 30;
const size = { width: SIDE, height: SIDE };

/** A slope that brightens slowly, so that every window has another mean; then another picture. */
function paint(index: number, pixels: Uint8Array): void {
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const base = index < CUT ? 20 + 3 * x + 3 * index : 230 - 4 * y - 2 * (index - CUT);
    for (let c = 0; c < 3; c++) pixels[3 * i + c] = Math.max(0, Math.min(255, base + (index < CUT ? 5 * c : -40 * c)));
  }
}

/** The pieces of the made clip, as a decoder would give them. */
function open({ first, last }: FrameRange): FrameSource {
  const clip = syntheticFrames({ size, rate: { numerator: 25, denominator: 1 }, frames: Math.min(FRAMES, last + 1) - first, channels: 3, paint: (i, pixels) => paint(first + i, pixels) });
  async function* numbered(): AsyncGenerator<Frame> {
    for await (const frame of clip) yield { ...frame, index: first + frame.index };
  }
  return { ...clip, [Symbol.asyncIterator]: numbered };
}

async function fileOf(name: string, data: Uint8Array): Promise<string> {
  const path = join(freshFolder(), name);
  await writeFile(path, data);
  return path;
}

/** Depth of every frame from `first` on, and what memory holds afterwards. */
async function mapsOf(model: InstalledModel, work: string, range: FrameRange = { first: 0, last: FRAMES - 1 }, shotFirst = range.first): Promise<Map<number, Float32Array>> {
  const estimator = await openWindowEstimator({ model, provider: 'cpu', seenSize: size });
  const maps = new Map<number, Float32Array>();
  try {
    const cuts = new Set([CUT]);
    // A known cut before the first frame counts for nothing; thumbnails before it only say that there was one.
    const before = range.first === 0 ? [] : [{ thumbnail: new Uint8Array(32 * 18 * 3), cut: false }];
    for await (const { index, depth } of estimator.estimateAll({ range, shotFirst, before, cuts, open, memory: new WindowMemory(work, estimator.mapSize) })) maps.set(index, depth.values);
  } finally {
    await estimator.close();
  }
  return maps;
}

describe('a network over several frames', () => {
  it('gives one scale to a whole shot: the truth of a made network comes back, in one file or two', async () => {
    const model = await resolveModel(await fileOf('my video depth.onnx', windowNetwork(8, SIDE)));
    expect(model.row).to.deep.include({ family: 'video-depth-anything' });
    expect(model.row.input.window).to.deep.equal({ length: 8, references: [0, 3, 6, 7], blend: 2 });
    const maps = await mapsOf(model, freshFolder());
    expect([...maps.keys()]).to.deep.equal(Array.from({ length: FRAMES }, (_, i) => i));
    const truths = await Promise.all(Array.from({ length: FRAMES }, (_, index) => truthOf(model, index)));
    for (const [first, last] of [[0, CUT - 1], [CUT, FRAMES - 1]] as const) {
      const window = truths.slice(first, first + 8);
      const mean = window.reduce((sum, map) => sum + map.reduce((a, b) => a + b, 0) / map.length, 0) / window.length;
      for (let index = first; index <= last; index++) {
        maps.get(index)!.forEach((value, i) => expect(value).to.be.closeTo(truths[index]![i]! * (1 + mean) + mean, 0.01));
      }
    }
    const { encoder, head } = windowNetworkHalves(8, SIDE);
    const halves = { ...model, path: await fileOf('encoder.onnx', encoder), headPath: await fileOf('head.onnx', head), row: { ...model.row, input: { ...model.row.input, name: 'pixels' } } };
    const again = await mapsOf(halves, freshFolder());
    for (const [index, map] of again) map.forEach((value, i) => expect(value).to.be.closeTo(maps.get(index)![i]!, 1e-3));
  });

  it('goes on from any frame with the same numbers, from its memory or from the start of the shot', async () => {
    const model = await resolveModel(await fileOf('my video depth.onnx', windowNetwork(8, SIDE)));
    const whole = await mapsOf(model, freshFolder());
    for (const stop of [3, 17, 29, CUT, CUT + 1, FRAMES - 1]) {
      const work = freshFolder();
      // What a store says that ends before `stop`: a cut at `stop` itself is not known yet.
      const shotFirst = stop <= CUT ? 0 : CUT;
      await mapsOf(model, work, { first: 0, last: Math.min(FRAMES - 1, stop + 5) });
      for (const folder of [work, freshFolder()]) {
        // The run before ended early, so its last windows are not those of the whole clip: only marks before the stop may be used.
        const rest = await mapsOf(model, folder, { first: stop, last: FRAMES - 1 }, shotFirst);
        expect([...rest.keys()]).to.deep.equal(Array.from({ length: FRAMES - stop }, (_, i) => stop + i));
        for (const [index, map] of rest) expect(map, `frame ${index} from ${stop}`).to.deep.equal(whole.get(index));
      }
    }
  });

  it('makes a depth pass that survives kill -9 byte for byte', async () => {
    const folder = freshFolder();
    const clip = join(folder, 'two shots.mp4');
    await makeMedia(['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25,trim=end_frame=26,format=rgb24', '-f', 'lavfi', '-i', 'mandelbrot=s=64x48:r=25,trim=end_frame=14,format=rgb24', '-filter_complex', '[0][1]concat=n=2', '-c:v', 'libx264', '-qp', '10', '-pix_fmt', 'yuv444p', `file:${clip}`]);
    const options = { model: await fileOf('my video depth.onnx', windowNetwork(8, SIDE)), provider: 'cpu' };
    const [whole, killed] = [join(folder, 'whole'), join(folder, 'killed')];
    const run = (outFolder: string) => estimateDepth({ clip, outFolder, ...options }, () => undefined, new AbortController().signal);
    expect((await run(whole)).cuts).to.deep.equal([26]);
    for (const done of [9, 21, 33]) await killAt([clip, killed, JSON.stringify(options)], 'depth', done);
    await run(killed);
    expect(await contentOf(killed)).to.deep.equal(await contentOf(whole));
    expect(await failureCode(estimateDepth({ clip, outFolder: join(folder, 'alone'), consistency: 'frame', ...options }, () => undefined, new AbortController().signal))).to.equal('usage.invalid');
  });

  it('is added in two halves, told apart by what they take', async () => {
    process.env['DEPTHBEAT_MODELS'] = await mkdtemp(join(freshFolder(), 'models '));
    try {
      const { encoder, head } = windowNetworkHalves(32, SIDE);
      await addModel(await fileOf('second.onnx', head), 'video-depth-anything-small');
      expect(await failureCode(resolveModel('video-depth-anything-small'))).to.equal('model.missing');
      await addModel(await fileOf('first.onnx', encoder), 'video-depth-anything-small');
      const { path, headPath } = await resolveModel('video-depth-anything-small');
      expect([path, headPath].map((one) => one?.split('/').at(-1))).to.deep.equal(['video-depth-anything-small.fp16.onnx', 'video-depth-anything-small.fp16.head.onnx']);
    } finally {
      delete process.env['DEPTHBEAT_MODELS'];
    }
  });
});

/** What the network mixes of a frame before scale and shift. */
function truthOf(model: InstalledModel, index: number): Promise<Float32Array> {
  const pixels = new Uint8Array(SIDE * SIDE * 3);
  paint(index, pixels);
  return Promise.resolve(mixOf(preprocess({ ...size, channels: 3, pixels }, model.row.input, size)));
}
