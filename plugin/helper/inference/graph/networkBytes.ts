import { delimited, fieldsOf, type WireField } from './wireFormat.js';

/** Fields of onnx.proto3's ModelProto. */
const MODEL = { graph: 7, opset: 8 } as const;

/** An ONNX network in memory whose graph can be changed; large weights are elsewhere (./networkFile). */
export class NetworkBytes {
  #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Fields of its graph. Throws a RangeError for bytes that are no such file. */
  graph(): WireField[] {
    return fieldsOf(graphIn(fieldsOf(this.#bytes)).content);
  }

  /** Puts `fresh` in the place of the first of some fields of the graph (`graph()`), the others of which go. */
  replace(fields: readonly WireField[], fresh: readonly Uint8Array[]): void {
    const model = fieldsOf(this.#bytes);
    const gone = new Set(fields.map(placeOf));
    const parts = fieldsOf(graphIn(model).content).flatMap((field) => (field.bytes.byteOffset === placeOf(fields[0]!) ? fresh : gone.has(placeOf(field)) ? [] : [field.bytes]));
    this.#bytes = Buffer.concat(model.map((field) => (field.number === MODEL.graph ? delimited(MODEL.graph, Buffer.concat(parts)) : field.bytes)));
  }

  /** Says that the file uses another set of operators (OperatorSetIdProto); saying it twice does no harm. */
  addOperators(set: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, delimited(MODEL.opset, set)]);
  }
}

const placeOf = ({ bytes }: WireField): number => bytes.byteOffset;

function graphIn(model: readonly WireField[]): WireField {
  const graph = model.find(({ number }) => number === MODEL.graph);
  if (!graph) throw new RangeError('no graph');
  return graph;
}
