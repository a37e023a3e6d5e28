import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runProgram } from '#helper/media/childProgram';
import { peersFolder, type Peer } from './peer.js';

const packages = ['essentia.js@0.1.3', 'music-tempo@1.0.3', 'aubiojs@0.2.1'];
const SAMPLE_RATE = 44100;

interface EssentiaVector {
  readonly size: () => number;
  readonly delete: () => void;
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
interface AubioTempo {
  do(block: Float32Array): number;
}
type LoadAubio = () => Promise<{ readonly Tempo: new (size: number, hop: number, sampleRate: number) => AubioTempo }>;

async function install(): Promise<boolean> {
  if (packages.every((name) => existsSync(join(peersFolder(), 'node_modules', name.split('@')[0])))) return true;
  await mkdir(peersFolder(), { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code } = await runProgram(npm, ['install', '--prefix', peersFolder(), '--no-audit', '--no-fund', '--no-save', ...packages]);
  return code === 0;
}

const beatsOnly = (beats: readonly number[]) => ({ beats, downbeats: [] });

function essentiaPeer(load: NodeJS.Require, method: 'multifeature' | 'degara'): Peer {
  const { Essentia, EssentiaWASM } = load('essentia.js') as EssentiaModule;
  const essentia = new Essentia(EssentiaWASM);
  return {
    name: `essentia.js ${method}`,
    track(samples) {
      const signal = essentia.arrayToVector(samples);
      const { ticks } = essentia.RhythmExtractor2013(signal, 208, method, 40);
      const beats = [...essentia.vectorToArray(ticks)];
      signal.delete();
      ticks.delete();
      return beatsOnly(beats);
    },
  };
}

function musicTempoPeer(load: NodeJS.Require): Peer {
  const MusicTempo = load('music-tempo') as MusicTempo;
  return { name: 'music-tempo', track: (samples) => beatsOnly([...new MusicTempo(samples).beats]) };
}

/** aubio compiled to WASM. A block whose beat it reports gets the time of the block's first sample, as aubio's own example does. */
function aubiojsPeer(load: NodeJS.Require): Peer {
  const loadAubio = load('aubiojs') as LoadAubio;
  const hop = 512;
  return {
    name: 'aubiojs',
    async track(samples) {
      const tempo = new (await loadAubio()).Tempo(1024, hop, SAMPLE_RATE);
      const beats: number[] = [];
      for (let at = 0; at + hop <= samples.length; at += hop) {
        const found = tempo.do(samples.subarray(at, at + hop));
        if (found) beats.push((at + (found - 1) * hop) / SAMPLE_RATE);
      }
      return beatsOnly(beats);
    },
  };
}

/** Peers from npm, installed into the ignored folder on first use; none when the registry cannot be reached. */
export async function npmPeers(): Promise<Peer[]> {
  if (!(await install())) return [];
  const load = createRequire(join(peersFolder(), 'package.json'));
  return [musicTempoPeer(load), essentiaPeer(load, 'multifeature'), essentiaPeer(load, 'degara'), aubiojsPeer(load)];
}
