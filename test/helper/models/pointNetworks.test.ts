import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { openDepthEstimator, type DepthEstimate } from '#helper/inference/depthEstimator';
import { addModel } from '#helper/models/manageModels';
import { loadManifest, resolveModel } from '#helper/models/modelStore';
import { freshFolder } from '../../fixtures/madeClips.js';
import { liteMonoNetwork, mogeNetwork, NEAREST, REACH, skippingNetwork, unidepthNetwork } from '../../fixtures/pointNetwork.js';

const rowOf = async (id: string): Promise<ModelRow> => (await loadManifest()).models.find((one) => one.id === id)!;

async function saved(file: Uint8Array, name = 'made.onnx'): Promise<string> {
  const path = join(freshFolder(), name);
  await writeFile(path, file);
  return path;
}

type Paint = (x: number, y: number) => readonly [number, number, number];

async function estimated(model: { row: ModelRow; path: string; headPath?: string }, size: Size, paint: Paint): Promise<DepthEstimate> {
  const estimator = await openDepthEstimator({ model: { ...model, sha256: '' }, provider: 'cpu', seenSize: size });
  try {
    const pixels = Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => paint(Math.floor(i / 3) % size.width, Math.floor(i / 3 / size.width))[i % 3]!);
    return await estimator.estimate({ index: 0, ...size, channels: 3, pixels });
  } finally {
    await estimator.close();
  }
}

describe('networks that give points', () => {
  const size = { width: 112, height: 70 };

  for (const { focal, shift } of [{ focal: 0.9, shift: 0.7 }, { focal: 1.8, shift: 0 }, { focal: 0.6, shift: -0.5 }]) {
    it(`finds MoGe-2's distances for a focal length of ${focal} and a shift of ${shift}, in the unit of its scale, sky left out`, async () => {
      const model = { row: await rowOf('moge-2-small'), path: await saved(mogeNetwork({ size, focal, shift })) };
      const { depth } = await estimated(model, size, (x, y) => [(37 * x + 11 * y) % 256, y < 14 ? 255 : 0, 0]);
      // 1800 tokens make a scale of 1.8.
      for (const [x, y] of [[5, 20], [60, 40], [111, 69]] as const) {
        const metres = 1.8 * (NEAREST + (REACH * ((37 * x + 11 * y) % 256)) / 255);
        expect(depth.values[y * size.width + x], `${x},${y}`).to.be.closeTo(1 / metres, 0.01 / metres);
      }
      expect(Math.max(...depth.values.subarray(0, 14 * size.width))).to.be.below(1e-5);
    });
  }

  it('reads UniDepth V2: the third plane of its points, fed inside padding of the mean colour', async () => {
    const model = { row: await rowOf('unidepth-v2-small'), path: await saved(unidepthNetwork({ width: 126, height: 98 })) };
    // The file's own size holds, not the listed one: a wide picture has bars above and below, which are cut off again.
    const { depth } = await estimated(model, { width: 252, height: 98 }, () => [255, 128, 0]);
    const sum = [255, 128, 0].reduce((total, byte, c) => total + (byte / 255 - model.row.input.mean[c]!) / model.row.input.std[c]!, 0);
    for (const value of depth.values) expect(value).to.be.closeTo(1 / (NEAREST + Math.abs(sum)), 1e-4);
  });

  it('is told by its outputs when a user adds it', async () => {
    process.env['DEPTHBEAT_MODELS'] = freshFolder();
    try {
      const added = await addModel(await saved(mogeNetwork({ size, focal: 1, shift: 0.3 }), 'mine.onnx'));
      expect(added).to.deep.include({ family: 'moge' });
      const { depth } = await estimated(await resolveModel(added.id), size, (x) => [x < 56 ? 255 : 0, 0, 0]);
      expect(depth.values[0]).to.be.closeTo(1 / (1.8 * (NEAREST + REACH)), 1e-3);
      expect((await addModel(await saved(unidepthNetwork(size), 'other.onnx'))).family).to.equal('unidepth');
    } finally {
      delete process.env['DEPTHBEAT_MODELS'];
    }
  });
});

describe('a network of two files that sees one picture', () => {
  it('runs as Lite-Mono does, half by half', async () => {
    process.env['DEPTHBEAT_MODELS'] = freshFolder();
    try {
      const { encoder, decoder } = liteMonoNetwork({ width: 128, height: 64 });
      await addModel(await saved(encoder), 'lite-mono-tiny');
      await addModel(await saved(decoder), 'lite-mono-tiny');
      const { depth } = await estimated(await resolveModel('lite-mono-tiny'), { width: 320, height: 180 }, () => [51, 102, 0]);
      expect([depth.width, depth.height]).to.deep.equal([128, 64]);
      for (const value of depth.values) expect(value).to.be.closeTo(0.2 + 10 * 0.4, 1e-3);
    } finally {
      delete process.env['DEPTHBEAT_MODELS'];
    }
  });
});

describe('the size multiple of an unlisted file', () => {
  for (const multiple of [32, 14, 28]) {
    it(`is found by trying: ${multiple}`, async () => {
      const model = await resolveModel(await saved(skippingNetwork(multiple), 'v0.onnx'));
      expect(model.row.input.multipleOf).to.equal(multiple);
      const { depth } = await estimated(model, { width: 190, height: 100 }, () => [128, 128, 128]);
      expect(depth.width % multiple).to.equal(0);
    });
  }

  it('keeps pictures as they are where patches of 14 do not run, and the numbers of a family that the name tells', async () => {
    const unknown = await resolveModel(await saved(skippingNetwork(32), 'v0.onnx'));
    expect(unknown.row.input).to.deep.include({ policy: 'lower', mean: [0, 0, 0], nominal: [256, 256] });
    const named = await resolveModel(await saved(skippingNetwork(32), 'dpt_something.onnx'));
    expect(named.row).to.include({ family: 'dpt' });
  });
});
