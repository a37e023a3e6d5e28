import { floatsFromHalves } from '#core/depth/halfFloat';
import { delimited, fieldsOf, textOf, wholeField, wholesOf, type WireField } from './wireFormat.js';

/** Tensors of a graph that say how it is built, not what it has learnt: shapes, indices, factors (onnx.proto3, TensorProto). */
const TENSOR = { dims: 1, type: 2, floats: 4, wholes: 7, name: 8, raw: 9 } as const;
const TYPE = { float: 1, whole32: 6, whole64: 7, half: 10, double: 11 } as const;

/** Most numbers of a tensor that is looked into. */
const MOST = 8;

export interface SmallTensor {
  readonly name: string;
  readonly values: readonly number[];
}

/** Its numbers where there are few; nothing for weights and for types that do not count here. */
export function readSmallTensor(content: Uint8Array): SmallTensor | undefined {
  const fields = fieldsOf(content);
  const of = (number: number): WireField[] => fields.filter((field) => field.number === number);
  const count = of(TENSOR.dims).flatMap(wholesOf).reduce((product, side) => product * side, 1);
  if (count < 1 || count > MOST) return undefined;
  const type = of(TENSOR.type).flatMap(wholesOf)[0];
  const raw = of(TENSOR.raw)[0]?.content;
  const values = raw ? rawNumbers(raw, type) : type === TYPE.float ? of(TENSOR.floats).flatMap(({ content: bytes }) => rawNumbers(bytes, TYPE.float) ?? []) : of(TENSOR.wholes).flatMap(wholesOf);
  return values?.length === count ? { name: of(TENSOR.name).map(textOf)[0] ?? '', values } : undefined;
}

function rawNumbers(raw: Uint8Array, type: number | undefined): number[] | undefined {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const read = (bytes: number, at: (offset: number) => number): number[] => Array.from({ length: Math.floor(raw.length / bytes) }, (_, i) => at(i * bytes));
  if (type === TYPE.float) return read(4, (i) => view.getFloat32(i, true));
  if (type === TYPE.half) return Array.from(floatsFromHalves(Uint16Array.from(read(2, (i) => view.getUint16(i, true)))));
  if (type === TYPE.double) return read(8, (i) => view.getFloat64(i, true));
  if (type === TYPE.whole32) return read(4, (i) => view.getInt32(i, true));
  return type === TYPE.whole64 ? read(8, (i) => Number(view.getBigInt64(i, true))) : undefined;
}

/** A list of whole numbers, or one alone. */
export function wholeTensor(values: readonly number[] | number): Uint8Array {
  const list = typeof values === 'number' ? [values] : values;
  const raw = Buffer.from(BigInt64Array.from(list.map(BigInt)).buffer);
  const dims = typeof values === 'number' ? [] : [wholeField(TENSOR.dims, list.length)];
  return Buffer.concat([...dims, wholeField(TENSOR.type, TYPE.whole64), delimited(TENSOR.raw, raw)]);
}
