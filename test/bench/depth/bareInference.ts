import { availableParallelism } from 'node:os';
import { openOnnxModel } from '#helper/inference/onnxModel';
import { openNetwork } from '#helper/inference/openNetwork';

/** A program that does nothing but run the network, milliseconds. */
export interface BareTimes {
  /** Until the first map is there: loading the file, and the first run, which also fetches the memory of all later ones. */
  readonly start: number;
  /** Of each later run. */
  readonly each: number;
  /** Processor time of both. */
  readonly startCpu: number;
  readonly eachCpu: number;
}

/** `node bareInference.js MODEL TIMES WIDTH HEIGHT as-is|quick` runs a network on all cores, TIMES times after the first, and prints its times as JSON: its file as it is, or made quicker as a job does. */
const [path, times, width, height, how] = process.argv.slice(2);
const cpu = (): number => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
const [begun, cpuBegun] = [performance.now(), cpu()];
const shape = [1, 3, Number(height), Number(width)];
const options = { provider: 'cpu', threads: availableParallelism() };
const model = await (how === 'as-is' ? openOnnxModel(path!, options) : openNetwork(path!, options, { pin: { name: 'pixel_values', dims: shape } }));
const feeds = { [model.inputs[0]!.name]: { data: new Float32Array(3 * Number(width) * Number(height)).fill(0.5), shape } };
await model.run(feeds);
const [started, cpuStarted] = [performance.now(), cpu()];
for (let i = 0; i < Number(times); i++) await model.run(feeds);
const each = (from: number, to: number): number => (to - from) / Number(times);
console.log(JSON.stringify({ start: started - begun, each: each(started, performance.now()), startCpu: cpuStarted - cpuBegun, eachCpu: each(cpuStarted, cpu()) } satisfies BareTimes));
