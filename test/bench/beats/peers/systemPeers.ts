import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '#helper/media/childProgram';
import { projectRoot } from '#helper/media/projectRoot';
import { peersFolder, type Peer } from './peer.js';

const columnsOf = (text: string): number[][] => text.split('\n').filter(Boolean).map((line) => line.trim().split(/\s+/).map(Number));

/** Debian's aubio-tools, where it is on the PATH. */
async function aubioPeer(): Promise<Peer[]> {
  if ((await runProgram('aubio', ['--help'])).startError) return [];
  const track = async (_: Float32Array, path: string) => {
    const { output } = await runProgram('aubio', ['beat', '-i', path]);
    return { beats: columnsOf(output.toString('utf8')).map(([time]) => time), downbeats: [] };
  };
  return [{ name: 'aubio beat', track }];
}

/** Builds `qmTracker.cpp` against Debian's libqm-dsp-dev; undefined where that or a compiler is absent. */
async function buildQm(): Promise<string | undefined> {
  const program = join(peersFolder(), 'qm-tracker');
  if (existsSync(program)) return program;
  await mkdir(peersFolder(), { recursive: true });
  const source = join(projectRoot(), 'test', 'bench', 'beats', 'peers', 'qmTracker.cpp');
  const built = await runProgram('g++', ['-O2', '-I/usr/include/qm-dsp', source, '-lqm-dsp', '-o', program]);
  return built.startError === undefined && built.code === 0 ? program : undefined;
}

function qmPeer(program: string, whitening: boolean): Peer {
  return {
    name: whitening ? 'QM with whitening' : 'QM',
    async track(samples) {
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      const { output } = await runProgram(program, [whitening ? '1' : '0'], bytes);
      const rows = columnsOf(output.toString('utf8'));
      return { beats: rows.map(([time]) => time), downbeats: rows.filter(([, downbeat]) => downbeat === 1).map(([time]) => time) };
    },
  };
}

/** Peers that are programs or libraries of the system. */
export async function systemPeers(): Promise<Peer[]> {
  const qm = await buildQm();
  return [...(await aubioPeer()), ...(qm === undefined ? [] : [qmPeer(qm, false), qmPeer(qm, true)])];
}
