import { toFailure } from '#core/failure/result';
import type { NamedTensor, TensorPort } from './onnxModel.js';
import { openNetwork } from './openNetwork.js';

/** Side of a trial picture where the file leaves it free: a multiple of 14 and of 32, the steps of all listed networks. */
const SIDE = 224;
/** Largest difference from the processor's result that is still the same picture, as a share of its largest value. */
const TOLERANCE = 0.02;
/** What a whole number of an input stands for where a network takes one (MoGe-2: tokens). */
const WHOLE_NUMBER = 1200n;

/** A smooth picture for one input; free first dimensions are 1, a free channel count is 3, other free ones `SIDE`. */
function feedFor({ type, shape }: TensorPort): NamedTensor {
  const dims = shape.map((dim, i) => (typeof dim === 'number' && dim > 0 ? dim : i === shape.length - 3 ? 3 : i < shape.length - 2 ? 1 : SIDE));
  const length = dims.reduce((a, b) => a * b, 1);
  if (type === 'int64') return { data: new BigInt64Array(length).fill(WHOLE_NUMBER), shape: dims };
  return { data: Float32Array.from({ length }, (_, i) => 0.5 + 0.5 * Math.sin(i * 0.013) * Math.cos(i / 977)), shape: dims };
}

async function runOnce(path: string, provider: string): Promise<{ readonly values: Float32Array; readonly milliseconds: number }> {
  const model = await openNetwork(path, { provider, threads: 0 });
  const feeds = Object.fromEntries(model.inputs.map((port) => [port.name, feedFor(port)]));
  if (provider !== 'cpu') await model.run(feeds);
  const started = performance.now();
  const result = (await model.run(feeds))[model.outputs[0]!.name]!;
  const milliseconds = performance.now() - started;
  await model.release();
  return { values: Float32Array.from(result.data as Float32Array), milliseconds };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let [top, most] = [1e-6, 0];
  for (let i = 0; i < a.length; i++) {
    top = Math.max(top, Math.abs(a[i]!));
    const difference = Math.abs(a[i]! - b[i]!);
    // Not-a-number has to count as the worst, and no comparison says so of itself.
    most = difference <= most ? most : Number.isNaN(difference) ? Infinity : difference;
  }
  return most / top;
}

async function compare(provider: string, path: string): Promise<{ milliseconds: number } | { reason: string }> {
  const tried = await runOnce(path, provider);
  if (provider === 'cpu') return { milliseconds: tried.milliseconds };
  const expected = await runOnce(path, 'cpu');
  const difference = largestDifference(expected.values, tried.values);
  return difference <= TOLERANCE ? { milliseconds: tried.milliseconds } : { reason: `its result differs from the processor's by ${(100 * difference).toFixed(1)} %` };
}

const [provider, path] = process.argv.slice(2);
if (provider !== undefined && path !== undefined) {
  const answer = await compare(provider, path).catch((error: unknown) => {
    const { message, detail } = toFailure(error);
    return { reason: detail ?? message };
  });
  console.log(JSON.stringify(answer));
}
