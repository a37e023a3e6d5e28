import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { NetworkBytes } from '#helper/inference/graph/networkBytes';
import { pinInput, portsOf } from '#helper/inference/graph/networkPorts';
import { delimited, fieldsOf, textField, wholeField, wholesOf } from '#helper/inference/graph/wireFormat';
import { openOnnxModel } from '#helper/inference/onnxModel';
import { projectRoot } from '#helper/media/projectRoot';
import { attentionNetwork } from '../../../fixtures/attentionNetwork.js';
import { onnxFile, tinyDepthNetwork } from '../../../fixtures/onnxFile.js';

const CPU = { provider: 'cpu', threads: 1 };
const inMemory = (file: Uint8Array): NetworkBytes => new NetworkBytes(Buffer.from(file));
const bundled = (): Buffer => readFileSync(join(projectRoot(), 'models', 'bundled', 'depthbeat-small-v4.onnx'));

describe('wire format', () => {
  it('gives whole numbers back, negative ones in ten bytes included', () => {
    fc.assert(fc.property(fc.nat(2 ** 31), (value) => wholesOf(fieldsOf(wholeField(3, value))[0]!)[0] === value));
    expect(wholesOf(fieldsOf(Uint8Array.of(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1))[0]!)).to.deep.equal([-1]);
    expect(wholesOf(fieldsOf(delimited(8, Uint8Array.of(1, 172, 2, 0)))[0]!)).to.deep.equal([1, 300, 0]);
  });
});

describe('bytes that are no message', () => {
  it('are told before each two of them are taken for a field', () => {
    for (const byte of [0, 1, 8, 255]) expect(() => fieldsOf(Buffer.alloc(2e6, byte))).to.throw(RangeError);
  });
});

describe('NetworkBytes', () => {
  it('changes fields of the graph, whether they become smaller or larger, and leaves all others as they are', () => {
    const sizes = fc.tuple(fc.nat(300), fc.nat(300), fc.nat(20000));
    fc.assert(
      fc.property(sizes, ([before, after, weights]) => {
        const node = (length: number): Uint8Array => delimited(1, Buffer.alloc(length, 'n'));
        const rest = [delimited(5, Buffer.alloc(weights, 'w')), textField(2, 'graph')];
        const file = Buffer.concat([wholeField(1, 8), delimited(7, Buffer.concat([node(before), ...rest, node(5)])), delimited(8, Buffer.from('set'))]);
        const network = new NetworkBytes(file);
        network.replace(network.graph().filter(({ number }) => number === 1), [node(after), node(1)]);
        network.addOperators(Buffer.from('own'));
        expect(network.graph().map(({ bytes }) => Buffer.from(bytes).toString('latin1'))).to.deep.equal([node(after), node(1), ...rest].map((bytes) => Buffer.from(bytes).toString('latin1')));
        expect(fieldsOf(network.bytes).filter(({ number }) => number === 8).map(({ content }) => Buffer.from(content).toString())).to.deep.equal(['set', 'own']);
      }),
    );
  });
});

describe('ports of a network', () => {
  it('are what the runtime says', async () => {
    const files = [bundled(), attentionNetwork({ form: 'heads known late', batch: 1, tokens: 4, heads: 2, each: 3 }).file, tinyDepthNetwork({ input: { name: 'image', dims: [1, 3, 'height', 'width'] }, output: { name: 'depth', dims: [1, 1, 'height', 'width'] } })];
    for (const file of files) {
      const { inputs, outputs, release } = await openOnnxModel(file, CPU);
      expect(portsOf(inMemory(file))).to.deep.equal({ inputs, outputs });
      await release();
    }
  });

  it('are left to the runtime where the file does not write a shape', () => {
    const identity = { op: 'Identity', inputs: ['a'], outputs: ['b'] };
    const file = onnxFile({ inputs: [{ name: 'a', dims: [1] }], outputs: [{ name: 'b', dims: [] }], nodes: [identity], tensors: [] });
    expect(portsOf(inMemory(file))?.outputs[0]?.shape).to.deep.equal([]);
    const network = inMemory(file);
    network.replace(network.graph().filter(({ number }) => number === 12), [delimited(12, textField(1, 'b'))]);
    expect(portsOf(network)).to.equal(undefined);
  });
});

describe('pinInput', () => {
  it('fixes free sides, and the network answers as before', async () => {
    const free = tinyDepthNetwork({ input: { name: 'image', dims: ['batch', 3, 'height', 'width'] }, output: { name: 'depth', dims: ['batch', 1, 'height', 'width'] } });
    const pinned = inMemory(free);
    expect(pinInput(pinned, 'image', [1, 3, 4, 6])).to.equal(true);
    const [open, fixed] = [await openOnnxModel(free, CPU), await openOnnxModel(pinned.bytes, CPU)];
    expect(open.inputs[0]!.shape).to.deep.equal(['batch', 3, 'height', 'width']);
    expect(fixed.inputs[0]!.shape).to.deep.equal([1, 3, 4, 6]);
    const feeds = { image: { data: Float32Array.from({ length: 72 }, (_, i) => i), shape: [1, 3, 4, 6] } };
    expect((await fixed.run(feeds))['depth']).to.deep.equal((await open.run(feeds))['depth']);
    await Promise.all([open.release(), fixed.release()]);
  });

  it('fixes the bundled network', async () => {
    const network = inMemory(bundled());
    expect(pinInput(network, 'image', [1, 3, 128, 224])).to.equal(true);
    const fixed = await openOnnxModel(network.bytes, CPU);
    expect(fixed.inputs[0]!.shape).to.deep.equal([1, 3, 128, 224]);
    await fixed.release();
  });

  it('leaves alone what it does not know', () => {
    const network = inMemory(tinyDepthNetwork({ input: { name: 'image', dims: [1, 3, 'h', 'w'] }, output: { name: 'depth', dims: [1, 1, 'h', 'w'] } }));
    expect(pinInput(network, 'another', [1])).to.equal(false);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        return !pinInput(new NetworkBytes(bytes), 'image', [1]);
      } catch (error) {
        return error instanceof RangeError;
      }
    }));
  });
});
