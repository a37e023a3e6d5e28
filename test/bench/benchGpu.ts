import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { candidateProviders, tryProvider } from '#helper/inference/executionProviders';
import type { NamedTensor } from '#helper/inference/onnxModel';
import { openNetwork } from '#helper/inference/openNetwork';
import { projectRoot } from '#helper/media/projectRoot';
import { standInFile } from './depth/standInNetwork.js';

/**
 * Every provider of this machine on the bundled network (single and half precision, one and more pictures at a time, free and fixed shapes) and on
 * a network of Depth Anything V2 Small's cost: `npm run bench:gpu`. Time is the median of several runs after a warm-up.
 */
interface Case {
  readonly title: string;
  readonly path: string;
  readonly input: string;
  /** Batch, channels, height, width. */
  readonly shape: readonly [number, number, number, number];
  readonly pinned: boolean;
  readonly runs: number;
}

const bundled = (name: string): string => join(projectRoot(), 'models', 'bundled', name);

function cases(): Case[] {
  const standIn = standInFile();
  const small = { path: bundled('depthbeat-small-v4.onnx'), input: 'image', runs: 15 };
  const at = (batch: number): Case['shape'] => [batch, 3, 128, 224];
  return [
    { ...small, title: 'bundled, free shape', shape: at(1), pinned: false },
    { ...small, title: 'bundled, fixed shape', shape: at(1), pinned: true },
    { ...small, title: 'bundled, fixed, 2 at a time', shape: at(2), pinned: true },
    { ...small, title: 'bundled, fixed, 4 at a time', shape: at(4), pinned: true },
    { ...small, path: bundled('depthbeat-small-v4-fp16.onnx'), title: 'bundled, fixed, half precision', shape: at(1), pinned: true },
    { path: standIn, input: 'pixel_values', title: "Depth Anything V2 Small's cost, 924×518", shape: [1, 3, 518, 924], pinned: false, runs: 2 },
  ];
}

interface Measured {
  /** Per picture. */
  readonly milliseconds: number;
  /** Time of this process's own processors, per picture. */
  readonly cpu: number;
  readonly values: Float32Array;
}

async function measure({ path, input, shape, pinned, runs }: Case, provider: string): Promise<Measured> {
  const model = await openNetwork(path, { provider, threads: provider === 'cpu' ? availableParallelism() : 0 }, pinned ? { pin: { name: input, dims: shape } } : {});
  const each = shape[1] * shape[2] * shape[3];
  // The same picture all along the batch, so that a fault between its members shows.
  const data = Float32Array.from({ length: shape[0] * each }, (_, i) => 0.5 + 0.5 * Math.sin((i % each) * 0.013) * Math.cos((i % each) / 977));
  const feeds: Record<string, NamedTensor> = { [input]: { data, shape } };
  let values = (await model.run(feeds))[model.outputs[0]!.name]!.data as Float32Array;
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < runs; i++) {
    const begun = performance.now();
    values = (await model.run(feeds))[model.outputs[0]!.name]!.data as Float32Array;
    times.push((performance.now() - begun) / shape[0]);
  }
  const { user, system } = process.cpuUsage(before);
  await model.release();
  return { cpu: (user + system) / 1000 / runs / shape[0], milliseconds: times.sort((a, b) => a - b)[runs >> 1]!, values: Float32Array.from(values) };
}

function worst(a: Float32Array, b: Float32Array): number {
  let [most, top] = [0, 1e-9];
  for (let i = 0; i < a.length; i++) [most, top] = [Math.max(most, Math.abs(a[i]! - b[i]!)), Math.max(top, Math.abs(a[i]!))];
  return most / top;
}

async function workingProviders(): Promise<string[]> {
  const working: string[] = [];
  for (const provider of candidateProviders()) {
    const { works, reason } = provider === 'cpu' ? { works: true, reason: '' } : await tryProvider(provider, bundled('depthbeat-small-v4.onnx'));
    if (works) working.push(provider);
    else console.log(`${provider}: not here (${reason ?? 'it does not work'})`);
  }
  if (working.length === 1) console.log('No graphics card that ONNX Runtime can use was found: the table shows the processor alone.');
  return working;
}

const providers = await workingProviders();
console.log(`\n${process.platform}-${process.arch}, ${availableParallelism()} cores\n`);
console.log('| network | provider | ms a picture | CPU ms a picture | times the processor | largest difference |\n|---|---|---|---|---|---|');
for (const one of cases()) {
  const reference = await measure(one, 'cpu').catch((error: unknown) => String(error));
  if (typeof reference === 'string') {
    console.log(`| ${one.title} | cpu | does not run: ${reference.slice(0, 120)} | | | |`);
    continue;
  }
  for (const provider of [...providers].reverse()) {
    const measured = provider === 'cpu' ? reference : await measure(one, provider).catch((error: unknown) => String(error));
    if (typeof measured === 'string') console.log(`| ${one.title} | ${provider} | fails: ${measured.slice(0, 120)} | | | |`);
    else console.log(`| ${one.title} | ${provider} | ${measured.milliseconds.toFixed(1)} | ${measured.cpu.toFixed(1)} | ${(reference.milliseconds / measured.milliseconds).toFixed(2)} | ${(100 * worst(reference.values, measured.values)).toFixed(3)} % |`);
  }
}
