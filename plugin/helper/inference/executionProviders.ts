import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelFile } from '#contracts/modelManifest';
import { startProgram } from '../media/childProgram.js';
import { bundledProviders } from './onnxModel.js';
import type { Verdict } from './providerMemory.js';

/** What is known of one way to run networks on this machine. */
export interface ProviderReport extends Verdict {
  readonly name: string;
}

/** Best first, per platform; the processor is always last and always there. */
const PREFERENCE: Readonly<Record<string, readonly string[]>> = {
  win32: ['dml', 'webgpu', 'cpu'],
  darwin: ['coreml', 'webgpu', 'cpu'],
  linux: ['cuda', 'webgpu', 'cpu'],
};

/** Time a trial may take, milliseconds: compiling a graphics card's programs takes tens of seconds at worst. */
const LONGEST_TRIAL = 60_000;

/** Every id that may be forced. */
export const knownProviders: readonly string[] = [...new Set(Object.values(PREFERENCE).flat())].sort();

/** CUDA is not in the runtime's package: its own installation script fetches a library that lies beside the binding then. */
const CUDA_LIBRARY = 'libonnxruntime_providers_cuda.so';

/** Providers of this build for this platform, best first. */
export function candidateProviders(): readonly string[] {
  const there = new Set([...bundledProviders(), ...(hasCuda() ? ['cuda'] : [])]);
  return (PREFERENCE[process.platform] ?? ['cpu']).filter((name) => there.has(name));
}

function hasCuda(): boolean {
  const bin = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')), 'bin');
  const builds = existsSync(bin) ? readdirSync(bin) : [];
  return builds.some((build) => existsSync(join(bin, build, process.platform, process.arch, CUDA_LIBRARY)));
}

/**
 * Forms of a network file in the order in which a provider likes them. Graphics cards run half precision at twice the speed; the processor
 * would turn it back to float first, and has integer kernels instead.
 */
export function preferredPrecisions(provider: string): readonly ModelFile['precision'][] {
  return provider === 'cpu' ? ['fp32', 'uint8', 'int8', 'fp16', 'q4f16'] : ['fp16', 'fp32', 'q4f16', 'uint8', 'int8'];
}

/** Tries each candidate once on a network. One after the other: two on one graphics card disturb each other. */
export async function listProviders(modelPath: string): Promise<ProviderReport[]> {
  const reports: ProviderReport[] = [];
  for (const name of candidateProviders()) reports.push({ name, ...(await tryProvider(name, modelPath)) });
  return reports;
}

/**
 * Runs a network on a small picture and compares with the processor's result, in a process of its own, because a provider that fails may
 * take its process with it.
 */
export async function tryProvider(name: string, modelPath: string): Promise<Verdict> {
  const script = fileURLToPath(new URL('./providerTrial.js', import.meta.url));
  const trial = startProgram(process.execPath, [script, name, modelPath]);
  const timer = setTimeout(() => trial.stop(), LONGEST_TRIAL);
  let output = '';
  trial.child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const { code, errorOutput } = await trial.ended;
  clearTimeout(timer);
  const answer = code === 0 ? (JSON.parse(output.trim().split('\n').at(-1)!) as { milliseconds?: number; reason?: string }) : undefined;
  if (answer?.milliseconds !== undefined) return { works: true, milliseconds: answer.milliseconds };
  const reason = answer?.reason ?? (errorOutput.trim().split('\n')[0] || `the trial ended with ${String(code)}`);
  return { works: false, reason: plain(reason).slice(0, 300) };
}

/** Without the place in the runtime's own source that some of its errors begin with. */
const plain = (reason: string): string => reason.replace(/^(Error: )?\S*onnxruntime_src\S* .*? was false\. /, '');
