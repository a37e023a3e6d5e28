import { fileURLToPath } from 'node:url';
import { startProgram } from '../media/childProgram.js';
import { bundledProviders } from './onnxModel.js';

/** What is known of one way to run networks on this machine. */
export interface ProviderReport {
  readonly name: string;
  readonly works: boolean;
  /** Time of one small picture, milliseconds; absent when it does not work. */
  readonly milliseconds?: number;
  /** Why it does not work, in the runtime's words. */
  readonly reason?: string;
}

/** Best first, per platform; the processor is always last and always there. */
const PREFERENCE: Readonly<Record<string, readonly string[]>> = {
  win32: ['dml', 'webgpu', 'cpu'],
  darwin: ['coreml', 'webgpu', 'cpu'],
  linux: ['cuda', 'webgpu', 'cpu'],
};

/** Time a trial may take, milliseconds: compiling a graphics card's programs takes tens of seconds at worst. */
const LONGEST_TRIAL = 60_000;

/**
 * Tries each provider of this build once on the bundled network and compares with the processor's result. Each trial runs in a process of
 * its own, because a provider that fails may take its process with it. One after the other: two on one graphics card disturb each other.
 * `modelPath`: the network used for the trial.
 */
export async function listProviders(modelPath: string): Promise<ProviderReport[]> {
  const bundled = new Set(bundledProviders());
  const reports: ProviderReport[] = [];
  for (const name of PREFERENCE[process.platform] ?? ['cpu']) if (bundled.has(name)) reports.push(await tryProvider(name, modelPath));
  return reports;
}

async function tryProvider(name: string, modelPath: string): Promise<ProviderReport> {
  const script = fileURLToPath(new URL('./providerTrial.js', import.meta.url));
  const trial = startProgram(process.execPath, [script, name, modelPath]);
  const timer = setTimeout(() => trial.stop(), LONGEST_TRIAL);
  let output = '';
  trial.child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const { code, errorOutput } = await trial.ended;
  clearTimeout(timer);
  const answer = code === 0 ? (JSON.parse(output.trim().split('\n').at(-1)!) as { milliseconds?: number; reason?: string }) : undefined;
  if (answer?.milliseconds !== undefined) return { name, works: true, milliseconds: answer.milliseconds };
  const reason = answer?.reason ?? (errorOutput.trim().split('\n')[0] || `the trial ended with ${String(code)}`);
  return { name, works: false, reason: reason.slice(0, 300) };
}
