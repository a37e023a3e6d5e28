import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { floatsFromHalves, halvesFromFloats } from '#core/depth/halfFloat';
import { openOnnxModel } from '#helper/inference/onnxModel';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';
import { onnxFile } from '../../fixtures/onnxFile.js';

describe('openOnnxModel', () => {
  it('tells its ports and runs named tensors of any rank, sound as well as pictures', async () => {
    const path = join(freshFolder(), 'sum ü.onnx');
    await writeFile(
      path,
      onnxFile({ inputs: [{ name: 'sound', dims: [1, 'samples'] }, { name: 'gain', dims: [1] }], outputs: [{ name: 'louder', dims: [1, 'samples'] }], nodes: [{ op: 'Mul', inputs: ['sound', 'gain'], outputs: ['louder'] }], tensors: [] }),
    );
    const model = await openOnnxModel(path, { provider: 'cpu', threads: 1 });
    expect(model.inputs[0]).to.deep.equal({ name: 'sound', type: 'float32', shape: [1, 'samples'] });
    const { louder } = await model.run({ sound: { data: Float32Array.of(1, 2, 3), shape: [1, 3] }, gain: { data: Float32Array.of(2), shape: [1] } });
    expect(Array.from(louder!.data as Float32Array)).to.deep.equal([2, 4, 6]);
    expect(louder!.shape).to.deep.equal([1, 3]);
    expect(await failureCode(model.run({ sound: { data: Float32Array.of(1), shape: [1, 1, 1] }, gain: { data: Float32Array.of(2), shape: [1] } }))).to.equal('inference.failed');
    await model.release();
  });

  it('says which provider does not work here', async () => {
    const path = join(freshFolder(), 'same.onnx');
    await writeFile(path, onnxFile({ inputs: [{ name: 'a', dims: [1] }], outputs: [{ name: 'b', dims: [1] }], nodes: [{ op: 'Identity', inputs: ['a'], outputs: ['b'] }], tensors: [] }));
    expect(await failureCode(openOnnxModel(path, { provider: 'nosuch', threads: 1 }))).to.equal('inference.providerUnavailable');
  });
});

describe('halves', () => {
  it('come back exactly, and numbers come within half a step', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, i) => i).filter((half) => (half & 0x7c00) !== 0x7c00);
    expect(halvesFromFloats(floatsFromHalves(all))).to.deep.equal(all);
    fc.assert(
      fc.property(fc.float({ min: -60000, max: 60000, noNaN: true }), (value) => {
        const back = floatsFromHalves(halvesFromFloats(Float32Array.of(value)))[0]!;
        expect(Math.abs(back - value)).to.be.at.most(Math.max(Math.abs(value) * 2 ** -11, 2 ** -25));
      }),
    );
    expect(Array.from(floatsFromHalves(halvesFromFloats(Float32Array.of(1e6, -Infinity))))).to.deep.equal([Infinity, -Infinity]);
  });
});
