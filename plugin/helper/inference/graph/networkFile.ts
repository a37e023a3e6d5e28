import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { delimited, placesOf, textField, wholeField, type FieldPlace } from './wireFormat.js';

/** Fields of onnx.proto3: ModelProto, GraphProto, TensorProto. */
const GRAPH = 7;
const NODE = 1;
const INITIALIZER = 5;
const TENSOR = { name: 8, raw: 9, elsewhere: 13, location: 14 } as const;
const LIES_ELSEWHERE = 1;
const ENTRY = { key: 1, value: 2 } as const;

/**
 * Bytes of a tensor from which it stays in its file. Smaller ones may say how the graph is built, or are used where they lie, as what is added and scaled by: then a file that is written over while a job
 * runs would end the process. Weights of products and convolutions, which are larger, are laid out anew by the runtime when it loads them.
 */
const LEAST = 1 << 16;
/** Bytes read at once where numbers are looked for. */
const WINDOW = 4096;

/** A network without its weights: bytes of an ONNX file that says where they are, and the folder that this is said of. */
export interface NetworkSkeleton {
  readonly bytes: Uint8Array;
  readonly weightsFolder: string;
}

/**
 * What an ONNX file says of its network, a few hundred kilobytes of a hundred megabytes: each large tensor is named as a part of that very file (external data, onnx.proto3), which the runtime maps
 * into memory. Reading the file and handing its bytes over copies all weights twice (measured with Depth Anything V2 Small's: 2.2 s until it is loaded, 1.5 with this, 1.4 by its path
 * and unchanged). A file that keeps weights in other files is taken whole. Throws a RangeError for bytes that are no network, and the system's errors.
 */
export function readSkeleton(path: string): NetworkSkeleton {
  // The runtime follows no link out of the folder.
  const real = realpathSync(path);
  return withGraph(real, ({ reader, fields, graph }) => {
    const parts = reader.places(graph).map((part) => ({ part, tensor: part.number === INITIALIZER ? reader.places(part) : [] }));
    if (parts.some(({ tensor }) => tensor.some(({ number }) => number === TENSOR.elsewhere))) return { bytes: reader.bytes(0, reader.size), weightsFolder: dirname(path) };
    const written = parts.map(({ part, tensor }) => withoutWeights(reader, tensor, basename(real)) ?? reader.bytes(part.start, part.end));
    const bytes = Buffer.concat(fields.map((field) => (field === graph ? delimited(GRAPH, Buffer.concat(written)) : reader.bytes(field.start, field.end))));
    return { bytes, weightsFolder: dirname(real) };
  });
}

/** Of the same file what it takes and gives, and the names of its tensors: no network, but all that `portsOf` looks at, read in a moment however large the file is. Throws as `readSkeleton`. */
export function readOutline(path: string): Uint8Array {
  return withGraph(path, ({ reader, graph }) => {
    const named = (part: FieldPlace): Uint8Array => delimited(INITIALIZER, Buffer.concat(reader.places(part).filter(({ number }) => number === TENSOR.name).map(({ start, end }) => reader.bytes(start, end))));
    const parts = reader.places(graph).flatMap((part) => (part.number === INITIALIZER ? [named(part)] : part.number === NODE ? [] : [reader.bytes(part.start, part.end)]));
    return delimited(GRAPH, Buffer.concat(parts));
  });
}

interface OpenedGraph {
  readonly reader: FileReader;
  readonly fields: readonly FieldPlace[];
  readonly graph: FieldPlace;
}

function withGraph<Read>(path: string, read: (opened: OpenedGraph) => Read): Read {
  const file = openSync(path, 'r');
  try {
    const reader = new FileReader(file);
    const fields = reader.places({ from: 0, end: reader.size });
    const graph = fields.find(({ number }) => number === GRAPH);
    if (!graph) throw new RangeError('no graph');
    return read({ reader, fields, graph });
  } finally {
    closeSync(file);
  }
}

/** A tensor that says where in its file its numbers lie; nothing for a small one. */
function withoutWeights(reader: FileReader, tensor: readonly FieldPlace[], location: string): Uint8Array | undefined {
  const raw = tensor.find(({ number }) => number === TENSOR.raw);
  if (!raw || raw.end - raw.from < LEAST) return undefined;
  const entry = (key: string, value: string | number): Uint8Array => delimited(TENSOR.elsewhere, Buffer.concat([textField(ENTRY.key, key), textField(ENTRY.value, String(value))]));
  const rest = tensor.filter((field) => field !== raw).map(({ start, end }) => reader.bytes(start, end));
  const place = [entry('location', location), entry('offset', raw.from), entry('length', raw.end - raw.from), wholeField(TENSOR.location, LIES_ELSEWHERE)];
  return delimited(INITIALIZER, Buffer.concat([...rest, ...place]));
}

/** Reads messages of a file without what lies inside their fields. */
class FileReader {
  readonly size: number;
  readonly #window = Buffer.alloc(WINDOW);
  #at = 0;
  #length = 0;

  constructor(readonly file: number) {
    this.size = fstatSync(file).size;
  }

  places({ from, end }: Pick<FieldPlace, 'from' | 'end'>): FieldPlace[] {
    return placesOf((at) => this.#byte(at), from, end);
  }

  bytes(from: number, to: number): Uint8Array {
    const bytes = Buffer.allocUnsafeSlow(to - from);
    this.#fill(bytes, from, to - from);
    return bytes;
  }

  #byte(at: number): number {
    if (at < this.#at || at >= this.#at + this.#length) {
      this.#at = at;
      this.#length = Math.min(WINDOW, this.size - at);
      this.#fill(this.#window, at, this.#length);
    }
    return this.#window[at - this.#at]!;
  }

  #fill(into: Uint8Array, from: number, length: number): void {
    for (let filled = 0; filled < length; ) {
      const count = readSync(this.file, into, filled, length - filled, from + filled);
      if (count === 0) throw new RangeError('the file has become shorter');
      filled += count;
    }
  }
}
