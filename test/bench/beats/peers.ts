import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runProgram } from '#helper/media/childProgram';
import { projectRoot } from '#helper/media/projectRoot';

/** Another beat tracker, for comparison only. */
export interface Peer {
  readonly name: string;
  /** Beats in seconds of mono samples at 44.1 kHz; `path` is the file they came from. */
  readonly track: (samples: Float32Array, path: string) => number[] | Promise<number[]>;
}

/** Yardsticks that may not be dependencies (essentia.js is AGPL): installed here, and the folder is ignored by git. */
const folder = (): string => join(projectRoot(), '.bench');
const packages = ['essentia.js@0.1.3', 'music-tempo@1.0.3'];

interface EssentiaVector {
  readonly size: () => number;
}
interface EssentiaCore {
  arrayToVector(samples: Float32Array): EssentiaVector;
  vectorToArray(vector: EssentiaVector): Float32Array;
  RhythmExtractor2013(signal: EssentiaVector, maxTempo: number, method: string, minTempo: number): { readonly ticks: EssentiaVector };
}
interface EssentiaModule {
  readonly Essentia: new (wasm: unknown) => EssentiaCore;
  readonly EssentiaWASM: unknown;
}
type MusicTempo = new (samples: Float32Array) => { readonly beats: readonly number[] };

async function install(): Promise<boolean> {
  if (packages.every((name) => existsSync(join(folder(), 'node_modules', name.split('@')[0])))) return true;
  await mkdir(folder(), { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code } = await runProgram(npm, ['install', '--prefix', folder(), '--no-audit', '--no-fund', '--no-save', ...packages]);
  return code === 0;
}

function essentiaPeer(load: NodeJS.Require, method: 'multifeature' | 'degara'): Peer {
  const { Essentia, EssentiaWASM } = load('essentia.js') as EssentiaModule;
  const essentia = new Essentia(EssentiaWASM);
  return {
    name: `essentia.js ${method}`,
    track: (samples) => [...essentia.vectorToArray(essentia.RhythmExtractor2013(essentia.arrayToVector(samples), 208, method, 40).ticks)],
  };
}

function musicTempoPeer(load: NodeJS.Require): Peer {
  const MusicTempo = load('music-tempo') as MusicTempo;
  return { name: 'music-tempo', track: (samples) => [...new MusicTempo(samples).beats] };
}

async function aubioPeer(): Promise<Peer | undefined> {
  if ((await runProgram('aubio', ['--help'])).startError) return undefined;
  return {
    name: 'aubio beat',
    track: async (_, path) => {
      const { output } = await runProgram('aubio', ['beat', '-i', path]);
      return output.toString('utf8').split('\n').filter(Boolean).map(Number);
    },
  };
}

/** The peers that can be had here: two npm packages installed into `.bench`, and aubio where it is on the PATH. */
export async function peersAtHand(): Promise<Peer[]> {
  const aubio = await aubioPeer();
  if (!(await install())) return aubio ? [aubio] : [];
  const load = createRequire(join(folder(), 'package.json'));
  return [musicTempoPeer(load), essentiaPeer(load, 'multifeature'), essentiaPeer(load, 'degara'), ...(aubio ? [aubio] : [])];
}
