import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ModelFile, ModelRow } from '#contracts/modelManifest';
import { openOnnxModel } from '#helper/inference/onnxModel';
import { projectRoot } from '#helper/media/projectRoot';
import { loadManifest } from '#helper/models/modelStore';

const BUDGET_BYTES = 20e6;
const CPU = { provider: 'cpu', threads: 1 };

type BundledFile = ModelFile & { readonly path: string };

async function bundled(): Promise<{ row: ModelRow; file: BundledFile }[]> {
  const { models } = await loadManifest();
  return models.flatMap((row) =>
    row.files.flatMap((file) => (file.path === undefined ? [] : [{ row, file: { ...file, path: file.path } }])),
  );
}

const pathOf = (file: BundledFile): string => join(projectRoot(), 'models', file.path);

/** RGB planes of 0..1: sky above a floor whose stripes shrink towards the horizon, a dark post in front. */
function roadWithPost(width: number, height: number): Float32Array {
  const image = new Float32Array(3 * width * height);
  const horizon = height * 0.45;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const stripe = Math.sin((60 * height) / Math.max(1, y - horizon)) > 0 ? 0.55 : 0.4;
      const isPost = Math.abs(x - width * 0.5) < width * 0.08 && y > height * 0.15 && y < height * 0.95;
      const colour = isPost ? [0.12, 0.1, 0.1] : y < horizon ? [0.6, 0.75, 0.95] : [stripe, stripe, stripe * 0.9];
      colour.forEach((value, c) => (image[(c * height + y) * width + x] = value));
    }
  return image;
}

async function depthOf(file: BundledFile, width: number, height: number): Promise<Float32Array> {
  const model = await openOnnxModel(pathOf(file), CPU);
  const { inverse_depth: out } = await model.run({ image: { data: roadWithPost(width, height), shape: [1, 3, height, width] } });
  await model.release();
  expect(out!.shape).to.deep.equal([1, 1, height, width]);
  return out!.data as Float32Array;
}

describe('bundled networks', () => {
  it('are the files that the manifest describes, and small', async () => {
    const files = (await bundled()).map(({ file }) => ({ file, bytes: readFileSync(pathOf(file)) }));
    expect(files).not.to.have.length(0);
    for (const { file, bytes } of files) {
      expect(bytes.length).to.equal(file.bytes);
      expect(createHash('sha256').update(bytes).digest('hex')).to.equal(file.sha256);
    }
    expect(files.reduce((sum, { bytes }) => sum + bytes.length, 0)).to.be.at.most(BUDGET_BYTES);
  });

  it('take every multiple of their step, wide or tall, and never answer below zero', async () => {
    for (const { row, file } of await bundled()) {
      const step = row.input.multipleOf;
      for (const [w, h] of [
        [step * 3, step * 2],
        [step * 2, step * 4],
      ] as const)
        for (const value of await depthOf(file, w, h)) if (!(value >= 0 && value < 10)) expect.fail(`${file.path} gives ${value}`);
    }
  });

  it('see the road come nearer, the sky far away', async () => {
    for (const { row, file } of await bundled()) {
      const [w, h] = [2, 2].map((sides) => sides * Math.max(128, row.input.multipleOf)) as [number, number];
      const depth = await depthOf(file, w, h);
      const at = (x: number, y: number): number => depth[Math.floor(y * h) * w + Math.floor(x * w)]!;
      expect(at(0.2, 0.95), file.path).to.be.above(at(0.2, 0.6));
      expect(at(0.2, 0.6), file.path).to.be.above(at(0.2, 0.1));
    }
  });

  it('say the same in 16 bits as in 32', async () => {
    for (const { row, file } of await bundled()) {
      const twin = row.files.find(({ precision }) => precision === 'fp32');
      if (file.precision !== 'fp16' || twin?.path === undefined) continue;
      const [half, full] = [await depthOf(file, 256, 192), await depthOf({ ...twin, path: twin.path }, 256, 192)];
      expect(half.reduce((worst, value, i) => Math.max(worst, Math.abs(value - full[i]!)), 0)).to.be.below(0.01);
    }
  });
});
