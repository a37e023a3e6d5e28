import { networkSize, reflectMargin } from '#core/depth/preprocess';
import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import type { NetworkPorts, TensorPort } from './onnxModel.js';

export const imagePort = (model: Pick<NetworkPorts, 'inputs'>, row: ModelRow): TensorPort => model.inputs.find(({ name }) => name === row.input.name) ?? model.inputs[0]!;

/** A file of one fixed size is fed that size, whatever its family does. */
export function fixedSizeOf(model: Pick<NetworkPorts, 'inputs'>, row: ModelRow): Size | undefined {
  const { shape } = imagePort(model, row);
  const [height, width] = row.input.layout === 'NCHW' ? shape.slice(-2) : shape.slice(-3, -1);
  return typeof height === 'number' && typeof width === 'number' && height > 0 && width > 0 ? { width, height } : undefined;
}

/** Longest shape that is fed as it is; a narrower strip is squeezed, since it would ask for a picture of millions of pixels. */
const LONGEST_ASPECT = 8;

/** Size at which pictures of a shape (`seen`, square pixels) are fed to a network. */
export function fedSizeOf(model: Pick<NetworkPorts, 'inputs'>, row: ModelRow, { width, height }: Size): Size {
  const fixed = fixedSizeOf(model, row);
  if (fixed) return fixed;
  const seen = { width: Math.max(width, Math.ceil(height / LONGEST_ASPECT)), height: Math.max(height, Math.ceil(width / LONGEST_ASPECT)) };
  if (row.input.padding !== 'reflectRoot') return networkSize(seen, row.input);
  return networkSize({ width: seen.width + 2 * reflectMargin(seen.width), height: seen.height + 2 * reflectMargin(seen.height) }, row.input);
}

/** How pictures of a shape are fed to this very file: what is padded is padded to its own size where that is fixed. */
export function fedAs(ports: NetworkPorts, { row, seenSize }: { readonly row: ModelRow; readonly seenSize: Size }): { readonly row: ModelRow; readonly mapSize: Size } {
  const fixed = fixedSizeOf(ports, row);
  return { mapSize: fedSizeOf(ports, row, seenSize), row: fixed ? { ...row, input: { ...row.input, nominal: [fixed.width, fixed.height] } } : row };
}
