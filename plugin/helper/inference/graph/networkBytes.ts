import { delimited, fieldsOf, varint, type WireField } from './wireFormat.js';

/** Fields of onnx.proto3's ModelProto and GraphProto. */
const MODEL = { graph: 7, opset: 8 } as const;
const GRAPH_REMARK = 10;

/** Room behind a file for what becomes larger, bytes: a shape, a few operators. */
const SPARE = 4096;

/**
 * An ONNX file in memory whose graph can be changed. Its weights are most of it (100 MB to 2 GB) and stay where they lie: what becomes smaller is written over what was there, with a remark
 * in the room left, and what becomes larger moves what is behind it, which exporters write behind the weights.
 */
export class NetworkBytes {
  #room: Uint8Array;
  #length: number;

  /** `room`: the file's bytes, and perhaps room behind them; it is written to. */
  constructor(room: Uint8Array, length = room.length) {
    this.#room = room;
    this.#length = length;
  }

  /** Memory for a file of so many bytes, with the room that it wants. */
  static roomFor(length: number): Uint8Array {
    return Buffer.allocUnsafeSlow(length + SPARE);
  }

  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  /** Fields of its graph, as views that hold until something is changed. Throws a RangeError for bytes that are no such file. */
  graph(): WireField[] {
    return fieldsOf(this.#graphField().content);
  }

  #graphField(): WireField {
    const graph = fieldsOf(this.bytes).find(({ number }) => number === MODEL.graph);
    if (!graph) throw new RangeError('no graph');
    return graph;
  }

  /** Puts `fresh` in the place of fields of the graph that lie one behind another (`graph()`). Throws a RangeError where they do not. */
  replace(fields: readonly WireField[], fresh: readonly Uint8Array[]): void {
    const { bytes, content } = this.#graphField();
    const [start, inside] = [this.#placeOf(bytes), this.#placeOf(content)];
    const from = this.#placeOf(fields[0]!.bytes);
    const to = from + fields.reduce((sum, field) => sum + field.bytes.length, 0);
    const last = fields.at(-1)!.bytes;
    if (this.#placeOf(last) + last.length !== to) throw new RangeError('the fields are scattered');
    const written = Buffer.concat(fresh);
    const left = to - from - written.length;
    if (left >= SMALLEST_REMARK) return this.#room.set(Buffer.concat([written, remarkOf(left)]), from);
    this.#splice(from, to, written);
    this.#splice(start, inside, headOf(content.length - (to - from) + written.length, inside - start));
  }

  /** Says that the file uses another set of operators (OperatorSetIdProto); saying it twice does no harm. */
  addOperators(set: Uint8Array): void {
    this.#splice(this.#length, this.#length, delimited(MODEL.opset, set));
  }

  readonly #placeOf = (view: Uint8Array): number => view.byteOffset - this.#room.byteOffset;

  #splice(from: number, to: number, fresh: Uint8Array): void {
    const length = this.#length + fresh.length - (to - from);
    if (length > this.#room.length) {
      const room = NetworkBytes.roomFor(length);
      room.set(this.#room.subarray(0, this.#length));
      this.#room = room;
    }
    if (from + fresh.length !== to) this.#room.copyWithin(from + fresh.length, to, this.#length);
    this.#room.set(fresh, from);
    this.#length = length;
  }
}

const SMALLEST_REMARK = 5;

/** A remark of so many bytes altogether; its length is always written with four, so that each number can be filled. */
function remarkOf(bytes: number): Uint8Array {
  const length = bytes - SMALLEST_REMARK;
  return Buffer.concat([Buffer.from([(GRAPH_REMARK << 3) | 2, (length & 127) | 128, ((length >>> 7) & 127) | 128, ((length >>> 14) & 127) | 128, length >>> 21]), Buffer.alloc(length, ' ')]);
}

/** Tag and length of the graph, in as many bytes as they took before where that is enough: a number may be written with more bytes than it needs. */
function headOf(length: number, bytes: number): Uint8Array {
  const head = [...varint((MODEL.graph << 3) | 2), ...varint(length)];
  while (head.length < bytes) {
    head.push(head.pop()! | 128, 0);
  }
  return Buffer.from(head);
}
