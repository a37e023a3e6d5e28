import { toFailure } from '#core/failure/result';
import type { ModelRow } from '#contracts/modelManifest';
import { fixedSizeOf, imagePort } from '../inference/fedSize.js';
import type { OnnxModel } from '../inference/onnxModel.js';
import { runPicture } from '../inference/pictureNetwork.js';

/** Steps of size that networks ask for, the commonest first (patches of 14 and 16, five halvings, and their multiples). */
const USUAL = [32, 14, 16, 64, 28, 128];
/** Sides tried are odd multiples of a step, so that a picture suits that step and no coarser one; few, since a trial must not need much memory. */
const [ACROSS, DOWN] = [5, 3];

/** Whether a file takes single pictures of any size. */
export function hasFreeSize(ports: Pick<OnnxModel, 'inputs'>, row: ModelRow): boolean {
  return !row.input.window && !fixedSizeOf(ports, row) && imagePort(ports, row).shape.length === 4;
}

/**
 * The multiple that an unlisted file of free size (`hasFreeSize`) wants its pictures' sides to be: `row`'s own where the network runs with it, else the first usual
 * one that it runs with. No file says this of itself (strides and skip connections hide it), so small pictures are tried. Where none runs, `row`'s own stays. A network
 * that lacks memory for a trial did not refuse its size.
 */
export async function sizeMultipleOf(model: OnnxModel, row: ModelRow): Promise<number> {
  const own = row.input.multipleOf;
  for (const step of [own, ...USUAL.filter((one) => one !== own)]) if (await runsWith(model, row, step)) return step;
  return own;
}

async function runsWith(model: OnnxModel, row: ModelRow, step: number): Promise<boolean> {
  const size = { width: ACROSS * step, height: DOWN * step };
  const data = Float32Array.from({ length: 3 * size.width * size.height }, (_, i) => (row.input.range * (i % 251)) / 251);
  return runPicture({ model, row }, data, size).then(
    () => true,
    (error: unknown) => toFailure(error).code === 'inference.outOfMemory',
  );
}
