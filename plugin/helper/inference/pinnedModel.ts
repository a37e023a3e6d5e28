/**
 * Fixed shapes for free ones, written into an ONNX file's own bytes (protobuf wire format, field numbers of onnx.proto3). Providers that
 * compile a network for a shape (DirectML, CoreML, WebGPU) do so once for a fixed one and give up parts of it for a free one; the runtime's
 * own switch for this (`freeDimensionOverrides`) is not read by its Node binding.
 */

interface Field {
  readonly number: number;
  readonly wire: number;
  /** The whole field with its tag. */
  readonly bytes: Uint8Array;
  /** Content of a length-delimited field. */
  readonly content: Uint8Array;
}

const MODEL_GRAPH = 7;
const GRAPH_INPUT = 11;
const VALUE_NAME = 1;
const VALUE_TYPE = 2;
const TYPE_TENSOR = 1;
const TENSOR_SHAPE = 2;
const SHAPE_DIM = 1;
const DIM_VALUE = 1;
const LENGTH_DELIMITED = 2;

/** The file with input `name` of exactly these dimensions, or nothing when it has no such input or cannot be read. */
export function pinInput(model: Uint8Array, name: string, dims: readonly number[]): Uint8Array | undefined {
  try {
    let found = false;
    const pinned = rewrite(model, MODEL_GRAPH, (graph) =>
      rewrite(graph, GRAPH_INPUT, (value) => {
        if (!isNamed(value, name)) return value;
        found = true;
        return rewrite(value, VALUE_TYPE, (type) => rewrite(type, TYPE_TENSOR, (tensor) => rewrite(tensor, TENSOR_SHAPE, () => shapeOf(dims))));
      }),
    );
    return found ? pinned : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function shapeOf(dims: readonly number[]): Uint8Array {
  return Buffer.concat(dims.map((dim) => delimited(SHAPE_DIM, Buffer.from([DIM_VALUE << 3, ...varint(dim)]))));
}

function isNamed(value: Uint8Array, name: string): boolean {
  const field = fieldsOf(value).find(({ number }) => number === VALUE_NAME);
  return field !== undefined && Buffer.from(field.content).toString('utf8') === name;
}

/** A message with each field of a number given another content; the rest stays byte for byte. */
function rewrite(message: Uint8Array, number: number, change: (content: Uint8Array) => Uint8Array): Uint8Array {
  const parts = fieldsOf(message).map((field) => {
    if (field.number !== number || field.wire !== LENGTH_DELIMITED) return field.bytes;
    const changed = change(field.content);
    return changed === field.content ? field.bytes : delimited(number, changed);
  });
  return Buffer.concat(parts);
}

const delimited = (number: number, content: Uint8Array): Uint8Array => Buffer.concat([Buffer.from([...varint((number << 3) | LENGTH_DELIMITED), ...varint(content.length)]), content]);

/** Throws a RangeError for bytes that are no message. */
function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      if (byte === undefined || shift > 63) throw new RangeError('the message ends early');
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const start = at;
    const tag = next();
    const wire = tag & 7;
    let length = 0;
    if (wire === 0) next();
    else if (wire === LENGTH_DELIMITED) length = next();
    else if (wire === 1 || wire === 5) length = wire === 1 ? 8 : 4;
    else throw new RangeError(`wire type ${wire}`);
    const content = message.subarray(at, at + length);
    if (content.length < length) throw new RangeError('the message ends early');
    at += length;
    fields.push({ number: tag >>> 3, wire, bytes: message.subarray(start, at), content });
  }
  return fields;
}

function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...out, rest];
}
