import { toFailure } from '#core/failure/result';
import { openOnnxModel, type NamedTensor } from './onnxModel.js';

/** Side of the trial picture; a multiple of every listed network's step would be larger than needed: the trial uses the bundled network. */
const SIDE = 128;
/** Largest difference from the processor's result that is still the same picture, as a share of its largest value. */
const TOLERANCE = 0.02;

async function runOnce(path: string, provider: string): Promise<{ readonly values: Float32Array; readonly milliseconds: number }> {
  const model = await openOnnxModel(path, { provider, threads: 0 });
  const data = Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => 0.5 + 0.5 * Math.sin(i * 0.013) * Math.cos(i / 977));
  const feeds: Record<string, NamedTensor> = { [model.inputs[0]!.name]: { data, shape: [1, 3, SIDE, SIDE] } };
  await model.run(feeds);
  const started = performance.now();
  const result = (await model.run(feeds))[model.outputs[0]!.name]!;
  const milliseconds = performance.now() - started;
  await model.release();
  return { values: Float32Array.from(result.data as Float32Array), milliseconds };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  const top = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0) / top;
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
