import { expect } from 'chai';
import { halvesFromFloats } from '#core/depth/halfFloat';
import { readSmallTensor, wholeTensor } from '#helper/inference/graph/smallTensor';
import { delimited, textField, wholeField } from '#helper/inference/graph/wireFormat';

const [FLOAT, INT32, INT64, STRING, HALF, DOUBLE] = [1, 6, 7, 8, 10, 11];
const [FLOATS, WHOLES, RAW] = [4, 7, 9];

const tensor = (type: number, count: number, values: Uint8Array): Uint8Array => Buffer.concat([wholeField(1, count), wholeField(2, type), textField(8, 'name'), values]);
const raw = (values: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint16Array): Uint8Array => delimited(RAW, new Uint8Array(values.buffer));

describe('small tensors of a network', () => {
  it('are read in every type that exporters write shapes and scales in, raw or listed', () => {
    const same = { name: 'name', values: [0.125, -8] };
    expect(readSmallTensor(tensor(FLOAT, 2, raw(Float32Array.of(0.125, -8))))).to.deep.equal(same);
    expect(readSmallTensor(tensor(HALF, 2, raw(halvesFromFloats(Float32Array.of(0.125, -8)))))).to.deep.equal(same);
    expect(readSmallTensor(tensor(DOUBLE, 2, raw(Float64Array.of(0.125, -8))))).to.deep.equal(same);
    expect(readSmallTensor(tensor(FLOAT, 2, delimited(FLOATS, new Uint8Array(Float32Array.of(0.125, -8).buffer))))).to.deep.equal(same);
    expect(readSmallTensor(tensor(INT32, 2, raw(Int32Array.of(3, -1))))?.values).to.deep.equal([3, -1]);
    expect(readSmallTensor(tensor(INT64, 2, raw(BigInt64Array.of(3n, -1n))))?.values).to.deep.equal([3, -1]);
    expect(readSmallTensor(tensor(INT64, 2, delimited(WHOLES, Uint8Array.of(3, 200, 1))))?.values).to.deep.equal([3, 200]);
  });

  it('are read as they are written here, alone or in a list', () => {
    expect(readSmallTensor(wholeTensor([0, 0, -1]))?.values).to.deep.equal([0, 0, -1]);
    expect(readSmallTensor(wholeTensor(2))?.values).to.deep.equal([2]);
  });

  it('are not weights, nor text, nor numbers that are missing', () => {
    expect(readSmallTensor(tensor(FLOAT, 100, raw(new Float32Array(100))))).to.equal(undefined);
    expect(readSmallTensor(tensor(STRING, 1, delimited(6, Buffer.from('text'))))).to.equal(undefined);
    expect(readSmallTensor(tensor(FLOAT, 2, raw(Float32Array.of(1))))).to.equal(undefined);
  });
});
