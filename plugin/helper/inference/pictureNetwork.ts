import { makeGrid, type Grid } from '#core/depth/grid';
import { depthOfPoints } from '#core/depth/pointMap';
import { fillSky } from '#core/depth/sky';
import { failureError } from '#core/failure/result';
import type { ModelPoints, ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { imagePort } from './fedSize.js';
import type { NamedTensor, OnnxModel } from './onnxModel.js';
import { featureFor } from './windowNetwork.js';

/** A network that sees one picture at a time. */
export interface PictureNetwork {
  readonly row: ModelRow;
  readonly model: OnnxModel;
  /** Second half of a network in two files: takes what the first one gives. */
  readonly head?: OnnxModel | undefined;
}

type Outputs = Readonly<Record<string, NamedTensor>>;

/** Feeds one picture's tensor (`preprocess`) and reads the map, in the network's own meaning. Throws `model.wrongShape`, `inference.*`. */
export async function runPicture({ row, model, head }: PictureNetwork, data: Float32Array, { width, height }: Size): Promise<Grid> {
  const shape = row.input.layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3];
  const { number } = row.input;
  const besides = number ? { [number.name]: { data: BigInt64Array.of(BigInt(number.value)), shape: numberShape(model, number.name) } } : {};
  const results = await model.run({ [imagePort(model, row).name]: { data, shape }, ...besides });
  if (!head) return mapIn(results, model, row);
  const features = model.outputs.map(({ name }) => results[name]!);
  return mapIn(await head.run(Object.fromEntries(head.inputs.map((port, i) => [port.name, featureFor(port, features, model.outputs, i)]))), head, row);
}

/** A number is asked for as a scalar or as a list of one. */
const numberShape = (model: OnnxModel, wanted: string): number[] => (model.inputs.find(({ name }) => name === wanted)?.shape ?? []).map(() => 1);

function mapIn(results: Outputs, { outputs }: OnnxModel, row: ModelRow): Grid {
  const output = outputs.find(({ name }) => name === row.output.name) ?? outputs[0]!;
  const result = results[output.name]!;
  if (row.output.points) return depthIn(result, results, { row, points: row.output.points, name: output.name });
  const sides = result.shape.filter((length) => length !== 1);
  const [rows, columns] = sides.length === 2 ? sides : result.shape.slice(-2);
  if (!(result.data instanceof Float32Array) || rows! * columns! !== result.data.length) throw wrongShape(row, output.name, result);
  const sky = row.output.sky === undefined ? undefined : results[row.output.sky];
  const isFitting = sky?.data instanceof Float32Array && sky.data.length === result.data.length && row.output.near === 'smaller';
  return makeGrid(columns!, rows!, isFitting ? fillSky(result.data, sky.data as Float32Array) : result.data);
}

const wrongShape = (row: ModelRow, name: string, { shape }: NamedTensor): Error => failureError('model.wrongShape', row.title, `the output ${name} is ${shape.join('×')}`);

/** Depth of a map of points, [1, H, W, 3] or [1, 3, H, W]. */
function depthIn(result: NamedTensor, results: Outputs, { row, points, name }: { readonly row: ModelRow; readonly points: ModelPoints; readonly name: string }): Grid {
  const [a, b, c] = result.shape.slice(-3);
  const isLast = c === 3;
  if (!(result.data instanceof Float32Array) || result.shape.length < 3 || (!isLast && a !== 3) || result.data.length !== a! * b! * c!) throw wrongShape(row, name, result);
  const [height, width] = isLast ? [a!, b!] : [b!, c!];
  const mask = points.mask === undefined ? undefined : results[points.mask]?.data;
  const isMasked = mask instanceof Float32Array && mask.length === width * height;
  const depth = depthOfPoints({ width, height, points: isLast ? result.data : interleaved(result.data), mask: isMasked ? mask : undefined }, points.findShift);
  const scale = points.scale?.map((one) => results[one]?.data).find((data) => data instanceof Float32Array && data.length === 1)?.[0];
  if (scale !== undefined) for (let i = 0; i < depth.length; i++) depth[i] = depth[i]! * Number(scale);
  return makeGrid(width, height, depth);
}

function interleaved(planes: Float32Array): Float32Array {
  const count = planes.length / 3;
  return planes.map((_, i) => planes[(i % 3) * count + Math.floor(i / 3)]!);
}
