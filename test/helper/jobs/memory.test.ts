import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JobEvent } from '#contracts/progress';
import { readPassport } from '#helper/output/passportFile';
import { freshFolder, makeMedia } from '../../fixtures/madeClips.js';
import { onnxFile } from '../../fixtures/onnxFile.js';

/** A network that compares every pixel with every other: N² numbers for N pixels, 17 GB at 256×256, 1 GB at 128×128. Its answer is as near as the picture is bright. */
function greedyNetwork(): Uint8Array {
  return onnxFile({
    inputs: [{ name: '0', dims: [1, 3, 'h', 'w'] }],
    outputs: [{ name: '1', dims: [1, 1, 'h', 'w'] }],
    nodes: [
      { op: 'Conv', inputs: ['0', 'weights'], outputs: ['mixed'], attributes: { kernel_shape: [1, 1] } },
      { op: 'Flatten', inputs: ['mixed'], outputs: ['column'], attributes: { axis: 4 } },
      { op: 'Flatten', inputs: ['mixed'], outputs: ['row'], attributes: { axis: 0 } },
      { op: 'MatMul', inputs: ['column', 'row'], outputs: ['all'] },
      { op: 'ReduceMax', inputs: ['all'], outputs: ['most'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Shape', inputs: ['mixed'], outputs: ['shape'] },
      { op: 'Reshape', inputs: ['most', 'shape'], outputs: ['1'] },
    ],
    tensors: [{ name: 'weights', dims: [1, 3, 1, 1], values: Float32Array.of(0.3, 0.4, 0.3) }],
  });
}

/** Address space for a job, kilobytes: what Node's threads, the runtime and the kernels reserve (8 to 8.5 GB), and room for the network at half size. */
const ROOM = 9_900_000;

describe('a network that does not fit into memory', () => {
  it('is fed smaller pictures, says so, and the passport tells the size', async function () {
    if (process.platform !== 'linux') return this.skip();
    const folder = freshFolder();
    const [clip, model, out] = [join(folder, 'clip.mp4'), join(folder, 'midas greedy.onnx'), join(folder, 'out')];
    await makeMedia(['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=25:d=0.04', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', `file:${clip}`]);
    await writeFile(model, greedyNetwork());
    const script = fileURLToPath(new URL('../../fixtures/depthJob.js', import.meta.url));
    const options = JSON.stringify({ model, provider: 'cpu' });
    const run = (nodeOptions: string): { stdout: string; status: number | null } =>
      spawnSync('sh', ['-c', `ulimit -v ${ROOM}; exec "$@"`, 'sh', process.execPath, script, clip, out, options], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: nodeOptions } });
    // The limit is one of addresses, of which the kernels reserve more than they use.
    expect(run('').stdout).to.contain('environment.addressSpace').and.contain('--disable-wasm-trap-handler');
    const { stdout, status } = run('--disable-wasm-trap-handler');
    const events = stdout.trim().split('\n').map((line) => JSON.parse(line) as JobEvent);
    const notes = events.filter((event) => event.event === 'note').map(({ message }) => message);
    expect(status, stdout).to.equal(0);
    expect(notes).to.have.length(2);
    expect(notes.join()).to.contain('not enough memory').and.contain('192×192').and.contain('128×128');
    expect((await readPassport(out)).model.inputSize).to.deep.equal({ width: 128, height: 128 });
  });
});
