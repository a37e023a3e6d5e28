import { expect } from 'chai';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readOutline, readSkeleton } from '#helper/inference/graph/networkFile';
import { openNetwork, readNetwork, readPorts } from '#helper/inference/openNetwork';
import { portsOf } from '#helper/models/modelStore';
import { attentionNetwork } from '../../fixtures/attentionNetwork.js';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';
import { onnxFile } from '../../fixtures/onnxFile.js';

const CPU = { provider: 'cpu', threads: 1 };

async function fileOf(bytes: Uint8Array | string): Promise<string> {
  const path = join(freshFolder(), `100% "net" 🎬 ü.onnx`);
  await writeFile(path, bytes);
  return path;
}

/** Multiplies by weights; `other`: these lie in another file. */
const factors = (other?: string): Uint8Array =>
  onnxFile({
    inputs: [{ name: 'a', dims: ['n', 3] }],
    outputs: [{ name: 'b', dims: ['n', 3] }],
    nodes: [{ op: 'Mul', inputs: ['a', 'w'], outputs: ['b'] }],
    tensors: [{ name: 'w', dims: [3], values: Float32Array.of(2, 3, 4), ...(other === undefined ? {} : { file: other }) }],
  });

const ONES = { a: { data: new Float32Array(3).fill(1), shape: [1, 3] } };

describe('openNetwork', () => {
  it('makes attention quicker for the processor alone', async () => {
    const path = await fileOf(attentionNetwork({ form: 'packed, gathered', batch: 1, tokens: 4, heads: 2, each: 3 }).file);
    expect(readNetwork(path, 'cpu')!.isFused).to.equal(true);
    expect(readNetwork(path, 'webgpu')!.isFused).to.equal(false);
  });

  it('opens a file that was read and is fed one shape', async () => {
    const path = await fileOf(factors());
    const model = await openNetwork(path, CPU, { read: readNetwork(path, 'cpu'), pin: { name: 'a', dims: [1, 3] } });
    expect(model.inputs[0]!.shape).to.deep.equal([1, 3]);
    expect(Array.from((await model.run(ONES))['b']!.data as Float32Array)).to.deep.equal([2, 3, 4]);
    await model.release();
  });

  it('finds weights that lie in a file beside it', async () => {
    const path = await fileOf(factors('weights ü.bin'));
    await writeFile(join(path, '..', 'weights ü.bin'), new Uint8Array(Float32Array.of(5, 6, 7).buffer));
    const model = await openNetwork(path, CPU, { pin: { name: 'a', dims: [1, 3] } });
    expect(model.inputs[0]!.shape).to.deep.equal([1, 3]);
    expect(Array.from((await model.run(ONES))['b']!.data as Float32Array)).to.deep.equal([5, 6, 7]);
    await model.release();
  });

  it('takes the file as it is where the runtime refuses what was made of it', async () => {
    const path = await fileOf(factors());
    const model = await openNetwork(path, CPU, { pin: { name: 'a', dims: [1, 5] } });
    expect(model.inputs[0]!.shape).to.deep.equal(['n', 3]);
    await model.release();
  });

  it('says what is wrong with a file as the runtime does', async () => {
    expect(await failureCode(openNetwork(await fileOf('no network'), CPU))).to.equal('model.unreadable');
    expect(await failureCode(openNetwork(join(freshFolder(), 'none.onnx'), CPU))).to.equal('model.unreadable');
  });
});

const SIDE = 200;
const WEIGHTS = Float32Array.from({ length: SIDE * SIDE }, (_, i) => i % 7);
const SUM = WEIGHTS.reduce((a, b) => a + b, 0);

/** A product with weights so large that they stay in their file. */
const large = (other?: string): Uint8Array =>
  onnxFile({
    inputs: [{ name: 'a', dims: ['n', SIDE] }],
    outputs: [{ name: 'b', dims: ['n', SIDE] }],
    nodes: [{ op: 'MatMul', inputs: ['a', 'w'], outputs: ['b'] }],
    tensors: [{ name: 'w', dims: [SIDE, SIDE], values: WEIGHTS, ...(other === undefined ? {} : { file: other }) }],
  });

/** Sum of what it makes of ones; `meanwhile`: what happens after it was loaded. */
async function sumOf(path: string, meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<{ readonly sum: number; readonly shape: readonly (number | string)[] }> {
  const model = await openNetwork(path, CPU, { pin: { name: 'a', dims: [1, SIDE] } });
  await meanwhile();
  const made = (await model.run({ a: { data: new Float32Array(SIDE).fill(1), shape: [1, SIDE] } }))['b']!.data as Float32Array;
  const { shape } = model.inputs[0]!;
  await model.release();
  return { sum: made.reduce((a, b) => a + b, 0), shape };
}

describe('readPorts', () => {
  it('says what the runtime says of a file, of however many weights', async () => {
    for (const bytes of [large(), large('weights.bin'), factors(), attentionNetwork({ form: 'packed, split', batch: 1, tokens: 4, heads: 2, each: 3 }).file]) {
      const path = await fileOf(bytes);
      await writeFile(join(dirname(path), 'weights.bin'), new Uint8Array(WEIGHTS.buffer));
      expect(readOutline(path).length).to.be.below(600);
      expect(readPorts(path)).to.deep.equal(await portsOf(path));
    }
  });

  it('says nothing of what is no network, or not there', async () => {
    expect(readPorts(await fileOf('no network'))).to.equal(undefined);
    expect(readPorts(join(freshFolder(), 'none.onnx'))).to.equal(undefined);
  });
});

describe('weights of a network', () => {
  it('stay in its file, wherever that is', async () => {
    const path = await fileOf(large());
    const { bytes, weightsFolder } = readSkeleton(path);
    expect(bytes.length).to.be.below(500);
    expect(weightsFolder).to.equal(dirname(path));
    expect(await sumOf(path)).to.deep.equal({ sum: SUM, shape: [1, SIDE] });
  });

  it('are those that were loaded, whatever becomes of the file', async () => {
    const path = await fileOf(large());
    expect((await sumOf(path, () => writeFile(path, 'another network'))).sum).to.equal(SUM);
  });

  it('are found behind a link, out of whose folder the runtime does not go', async () => {
    const path = await fileOf(large());
    const link = join(freshFolder(), 'elsewhere', 'model.onnx');
    await mkdir(dirname(link));
    await symlink(path, link);
    expect(await sumOf(link)).to.deep.equal({ sum: SUM, shape: [1, SIDE] });
  });

  it('are left where the file says that they lie in another one', async () => {
    const path = await fileOf(large('weights.bin'));
    await writeFile(join(dirname(path), 'weights.bin'), new Uint8Array(WEIGHTS.buffer));
    expect(Buffer.from(readSkeleton(path).bytes).includes(basename(path))).to.equal(false);
    expect(await sumOf(path)).to.deep.equal({ sum: SUM, shape: [1, SIDE] });
  });

  it('are not looked for in bytes that are no network', async () => {
    const whole = large();
    for (const bytes of ['', 'no network', whole.subarray(0, whole.length - 9000), Buffer.alloc(3000, 255)]) {
      expect(readNetwork(await fileOf(bytes), 'cpu')).to.equal(undefined);
    }
  });
});
