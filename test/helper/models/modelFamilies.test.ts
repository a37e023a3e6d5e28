import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { openDepthEstimator } from '#helper/inference/depthEstimator';
import { loadManifest, portsOf, resolveModel } from '#helper/models/modelStore';
import { proposeRow } from '#helper/models/proposeRow';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';
import { TINY_WEIGHTS, tinyDepthNetwork, type TinyDepthSignature } from '../../fixtures/onnxFile.js';

const COLOUR = [204, 102, 51] as const;

/** What the tiny network gives for a picture of one colour: Σ weight × (value − mean) / std, worked out apart from the product. */
function expectedRaw(row: ModelRow): number {
  return COLOUR.reduce((total, byte, c) => total + TINY_WEIGHTS[c]! * (((byte / 255) * row.input.range - row.input.mean[c]!) / row.input.std[c]!), 0);
}

async function depthOfColour(row: ModelRow, file: Uint8Array, size: Size): Promise<{ mapSize: Size; value: number; spread: number }> {
  const path = join(freshFolder(), 'tiny.onnx');
  await writeFile(path, file);
  const estimator = await openDepthEstimator({ model: { row, path, sha256: '' }, provider: 'cpu', seenSize: size });
  try {
    const pixels = Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => COLOUR[i % 3]!);
    const { depth } = await estimator.estimate({ index: 0, ...size, channels: 3, pixels });
    return { mapSize: estimator.mapSize, value: depth.values[0]!, spread: depth.values.reduce((most, value) => Math.max(most, Math.abs(value - depth.values[0]!)), 0) };
  } finally {
    await estimator.close();
  }
}

interface Family {
  readonly id: string;
  readonly signature: TinyDepthSignature;
  readonly size: Size;
  readonly fed: Size;
  readonly value: (raw: number) => number;
}

const same = (raw: number): number => raw;
const square: TinyDepthSignature = { input: { name: '0', dims: [1, 3, 256, 256] }, output: { name: '797', dims: [1, 256, 256] } };
const families: readonly Family[] = [
  { id: 'midas-v21-small', signature: square, size: { width: 640, height: 360 }, fed: { width: 256, height: 256 }, value: same },
  { id: 'dpt-hybrid', signature: { input: { name: 'pixel_values', dims: ['b', 3, 'h', 'w'] }, output: { name: 'predicted_depth', dims: ['b', 'h', 'w'] } }, size: { width: 640, height: 480 }, fed: { width: 512, height: 384 }, value: same },
  { id: 'depth-anything-v2-small', signature: { input: { name: 'pixel_values', dims: [1, 3, 'h', 'w'] }, output: { name: 'predicted_depth', dims: [1, 'h', 'w'] } }, size: { width: 480, height: 270 }, fed: { width: 924, height: 518 }, value: same },
  // With ZoeDepth's border 640×480 becomes 746×572; 512/746 is nearer to 1 than 384/572, and 572·0.686 = 392.6 = 12.3 × 32.
  { id: 'zoedepth-nk', signature: { input: { name: 'x', dims: [1, 3, 'h', 'w'] }, output: { name: 'metric_depth', dims: [1, 1, 'h', 'w'] } }, size: { width: 640, height: 480 }, fed: { width: 512, height: 384 }, value: (raw) => 1 / Math.max(raw, 0.05) },
  // Metres: the far end of a depth of 0 is bounded.
  { id: 'depth-anything-v2-metric-indoor', signature: { input: { name: 'image', dims: [1, 3, 'h', 'w'] }, output: { name: 'depth', dims: [1, 'h', 'w'] } }, size: { width: 480, height: 270 }, fed: { width: 924, height: 518 }, value: (raw) => 1 / Math.max(raw, 0.05) },
  { id: 'depth-anything-3-base', signature: { input: { name: 'image', dims: [1, 3, 'h', 'w'] }, output: { name: 'depth', dims: [1, 1, 'h', 'w'] } }, size: { width: 1920, height: 1080 }, fed: { width: 504, height: 280 }, value: (raw) => 1 / Math.max(raw, 0.05) },
  { id: 'metric3d-v2-small', signature: { input: { name: 'pixel_values', dims: [1, 3, 616, 1064] }, output: { name: 'predicted_depth', dims: [1, 1, 616, 1064] } }, size: { width: 480, height: 270 }, fed: { width: 1064, height: 616 }, value: (raw) => 1 / Math.max(raw, 0.05) },
  { id: 'depth-pro', signature: { input: { name: 'pixel_values', dims: [1, 3, 1536, 1536] }, output: { name: 'canonical_inverse_depth', dims: [1, 1, 1536, 1536] } }, size: { width: 64, height: 48 }, fed: { width: 1536, height: 1536 }, value: same },
  { id: 'depthbeat-small-v4', signature: { input: { name: 'image', dims: [1, 3, 'h', 'w'] }, output: { name: 'inverse_depth', dims: [1, 1, 'h', 'w'] } }, size: { width: 1920, height: 1080 }, fed: { width: 288, height: 160 }, value: same },
];

describe('model families, by the data of the registry alone', () => {
  for (const { id, signature, size, fed, value } of families) {
    it(`feeds and reads ${id} as its reference does`, async () => {
      const row = (await loadManifest()).models.find((one) => one.id === id)!;
      const result = await depthOfColour(row, tinyDepthNetwork(signature), size);
      expect(result.mapSize).to.deep.equal(fed);
      expect(result.value).to.be.closeTo(value(expectedRaw(row)), Math.abs(value(expectedRaw(row))) * 2e-3);
      expect(result.spread).to.be.below(0.01 * Math.abs(result.value) + 1e-4);
    });
  }

  it('feeds a file with the colours last as it asks', async () => {
    const row = (await loadManifest()).models.find(({ id }) => id === 'midas-v21-small')!;
    const last = { ...row, input: { ...row.input, layout: 'NHWC' as const } };
    const file = tinyDepthNetwork({ layout: 'NHWC', input: { name: 'input', dims: [1, 64, 96, 3] }, output: { name: 'out', dims: [1, 1, 64, 96] } });
    const result = await depthOfColour(last, file, { width: 200, height: 100 });
    expect(result.mapSize).to.deep.equal({ width: 96, height: 64 });
    expect(result.value).to.be.closeTo(expectedRaw(row), 0.1);
  });
});

describe('resolveModel', () => {
  const propose = async (name: string, signature: TinyDepthSignature): Promise<ModelRow> => {
    const path = join(freshFolder(), name);
    await writeFile(path, tinyDepthNetwork(signature));
    return (await resolveModel(path)).row;
  };
  const free: TinyDepthSignature = { input: { name: 'pixel_values', dims: [1, 3, 'h', 'w'] }, output: { name: 'predicted_depth', dims: [1, 'h', 'w'] } };

  it('gives the bundled network by default, with the hash of its row', async () => {
    const { row, sha256 } = await resolveModel();
    expect(row.id).to.equal('depthbeat-small-v4');
    expect(sha256).to.equal(row.files[0]!.sha256);
  });

  it('asks a file of the user for its shapes and proposes its family', async () => {
    expect((await propose('my-midas.onnx', square)).input).to.include({ policy: 'stretch', multipleOf: 32 });
    expect((await propose('something.onnx', free)).family).to.equal('depth-anything');
    expect((await propose('dpt_large.onnx', free)).family).to.equal('dpt');
    for (const name of ['depth_anything_v2_metric_hypersim_vits.onnx', 'Depth-Anything-V2 metric.onnx', 'metric_vkitti_vitl.onnx']) expect((await propose(name, free)).output, name).to.include({ semantics: 'metric', near: 'smaller' });
    const metric = await propose('zoe nk.onnx', { input: { name: 'x', dims: [1, 3, 'h', 'w'] }, output: { name: 'metric_depth', dims: [1, 1, 'h', 'w'] } });
    expect(metric.output).to.include({ semantics: 'metric', near: 'smaller', name: 'metric_depth' });
  });

  it('refuses what is no depth network, no network, not there, or not known', async () => {
    const folder = freshFolder();
    const sound = { inputs: [{ name: 'a', type: 'float32', shape: [1, 44100] }], outputs: [{ name: 'b', type: 'float32', shape: [1, 10] }] };
    const manifest = await loadManifest();
    expect(() => proposeRow('x.onnx', sound, manifest)).to.throw(/not a depth network/);
    await writeFile(join(folder, 'noise.onnx'), 'no network');
    expect(await failureCode(portsOf(join(folder, 'noise.onnx')))).to.equal('model.unreadable');
    expect(await failureCode(resolveModel(join(folder, 'none.onnx')))).to.equal('media.missing');
    expect(await failureCode(resolveModel('midas-9'))).to.equal('model.unknown');
    process.env['DEPTHBEAT_MODELS'] = folder;
    try {
      expect(await failureCode(resolveModel('dpt-large'))).to.equal('model.missing');
      await writeFile(join(folder, 'depth-anything-v2-small.fp32.onnx'), 'not it');
      expect(await failureCode(resolveModel('depth-anything-v2-small'))).to.equal('model.hashMismatch');
    } finally {
      delete process.env['DEPTHBEAT_MODELS'];
    }
  });
});
