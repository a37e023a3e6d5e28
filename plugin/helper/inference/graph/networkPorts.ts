import type { NetworkPorts, TensorPort } from '../onnxModel.js';
import { delimited, fieldsOf, textOf, wholeField, wholesOf, type WireField } from './wireFormat.js';
import type { NetworkBytes } from './networkBytes.js';

/** Fields of onnx.proto3: GraphProto, ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto and its Dimension, TensorProto. */
const GRAPH = { initializer: 5, input: 11, output: 12 } as const;
const VALUE = { name: 1, type: 2 } as const;
const TYPE_TENSOR = 1;
const TENSOR = { element: 1, shape: 2 } as const;
const SHAPE_DIM = 1;
const DIM = { value: 1, name: 2 } as const;
const INITIALIZER_NAME = 8;

/** Names of TensorProto.DataType as the runtime says them. */
const ELEMENTS: Readonly<Record<number, string>> = { 1: 'float32', 2: 'uint8', 3: 'int8', 6: 'int32', 7: 'int64', 9: 'bool', 10: 'float16', 11: 'float64' };

const first = (fields: readonly WireField[], number: number): WireField | undefined => fields.find((field) => field.number === number);
const under = (message: Uint8Array | undefined, number: number): Uint8Array | undefined => message && first(fieldsOf(message), number)?.content;

/** What a file says of its inputs and outputs, or nothing where it leaves shapes or types to be found out. Throws a RangeError for bytes that are no network. */
export function portsOf(network: NetworkBytes): NetworkPorts | undefined {
  const graph = network.graph();
  const weights = new Set(graph.filter(({ number }) => number === GRAPH.initializer).map(({ content }) => nameIn(content, INITIALIZER_NAME)));
  const ports = (number: number): (TensorPort | undefined)[] => graph.filter((field) => field.number === number && !weights.has(nameIn(field.content, VALUE.name))).map(portOf);
  const [inputs, outputs] = [ports(GRAPH.input), ports(GRAPH.output)];
  return inputs.every(isKnown) && outputs.every(isKnown) ? { inputs, outputs } : undefined;
}

const isKnown = (port: TensorPort | undefined): port is TensorPort => port !== undefined;

const nameIn = (message: Uint8Array, number: number): string => fieldsOf(message).filter((field) => field.number === number).map(textOf)[0] ?? '';

function portOf({ content }: WireField): TensorPort | undefined {
  const tensor = under(under(content, VALUE.type), TYPE_TENSOR);
  const element = tensor && first(fieldsOf(tensor), TENSOR.element);
  const shape = under(tensor, TENSOR.shape);
  const type = element && ELEMENTS[wholesOf(element)[0] ?? 0];
  return type === undefined || !shape ? undefined : { name: nameIn(content, VALUE.name), type, shape: fieldsOf(shape).map(sideOf) };
}

function sideOf({ content }: WireField): number | string {
  const side = fieldsOf(content);
  const value = first(side, DIM.value);
  return value ? wholesOf(value)[0]! : side.filter(({ number }) => number === DIM.name).map(textOf)[0] ?? '';
}

/**
 * Fixes the shape of an input; false where there is none of that name. Providers that compile a network for a shape (DirectML, CoreML, WebGPU) do so once for a
 * fixed one and give up parts of it for a free one, and the runtime computes beforehand what depends on the shape alone: positions of patches are enlarged anew for each picture of a free shape, a tenth of
 * the time of Depth Anything V2 Small. The runtime's own switch for this (`freeDimensionOverrides`) is not read by its Node binding.
 */
export function pinInput(network: NetworkBytes, name: string, dims: readonly number[]): boolean {
  const input = network.graph().find(({ number, content }) => number === GRAPH.input && nameIn(content, VALUE.name) === name);
  if (!input) return false;
  const shape = Buffer.concat(dims.map((dim) => delimited(SHAPE_DIM, wholeField(DIM.value, dim))));
  const pinned = within(input.content, VALUE.type, (type) => within(type, TYPE_TENSOR, (tensor) => within(tensor, TENSOR.shape, () => shape)));
  network.replace([input], [delimited(GRAPH.input, pinned)]);
  return true;
}

/** A message with the content of a field changed; the rest stays byte for byte. */
function within(message: Uint8Array, number: number, change: (content: Uint8Array) => Uint8Array): Uint8Array {
  return Buffer.concat(fieldsOf(message).map((field) => (field.number === number ? delimited(number, change(field.content)) : field.bytes)));
}
