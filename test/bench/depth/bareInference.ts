import { availableParallelism } from 'node:os';
import { openOnnxModel } from '#helper/inference/onnxModel';

/** Nothing but the network: `node bareInference.js MODEL TIMES WIDTH HEIGHT` prints the milliseconds of TIMES runs on all cores. */
const [path, times, width, height] = process.argv.slice(2);
const model = await openOnnxModel(path!, { provider: 'cpu', threads: availableParallelism() });
const shape = [1, 3, Number(height), Number(width)];
const feeds = { [model.inputs[0]!.name]: { data: new Float32Array(3 * Number(width) * Number(height)).fill(0.5), shape } };
await model.run(feeds);
const begun = performance.now();
for (let i = 0; i < Number(times); i++) await model.run(feeds);
console.log(performance.now() - begun);
