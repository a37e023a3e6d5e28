/** Protobuf's wire format, as far as ONNX files use it: a message is a row of fields, each a tag and its content. */

export interface WireField {
  readonly number: number;
  readonly wire: number;
  /** The whole field with its tag. */
  readonly bytes: Uint8Array;
  /** Content of a length-delimited field; the bytes of any other. */
  readonly content: Uint8Array;
}

const LENGTH_DELIMITED = 2;
const VARINT = 0;
const FIXED64 = 1;
const FIXED32 = 5;

/** Most fields of one message: a graph of so many operators is none, but bytes that happen to look like a message are. */
const MOST_FIELDS = 250_000;

/** Where a field lies: from `start` to `end`, its content from `from`. */
export interface FieldPlace {
  readonly number: number;
  readonly wire: number;
  readonly start: number;
  readonly from: number;
  readonly end: number;
}

/** Where the fields of the message lie that goes from `from` to `to` in something that `byteAt` reads; what is inside them is not looked at. Throws a RangeError for bytes that are no message. */
export function placesOf(byteAt: (at: number) => number, from: number, to: number): FieldPlace[] {
  const places: FieldPlace[] = [];
  let at = from;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= to || shift > 63) throw new RangeError('the message ends early');
      const byte = byteAt(at++);
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < to) {
    const start = at;
    const tag = next();
    const wire = tag & 7;
    if (tag < 8 || places.length === MOST_FIELDS) throw new RangeError(`field ${tag >>> 3} after ${places.length}`);
    const length = wire === LENGTH_DELIMITED ? next() : 0;
    const content = at;
    if (wire === VARINT) next();
    else if (wire === FIXED64 || wire === FIXED32) at += wire === FIXED64 ? 8 : 4;
    else if (wire !== LENGTH_DELIMITED) throw new RangeError(`wire type ${wire}`);
    at += length;
    if (at > to) throw new RangeError('the message ends early');
    places.push({ number: tag >>> 3, wire, start, from: content, end: at });
  }
  return places;
}

/** The fields of a message as views of its bytes. Throws a RangeError for bytes that are no message. */
export const fieldsOf = (message: Uint8Array): WireField[] =>
  placesOf((at) => message[at]!, 0, message.length).map(({ number, wire, start, from, end }) => ({ number, wire, bytes: message.subarray(start, end), content: message.subarray(from, end) }));

/** A field of bytes: text, a message, packed numbers. */
export const delimited = (number: number, content: Uint8Array): Uint8Array => Buffer.concat([Buffer.from([...varint((number << 3) | LENGTH_DELIMITED), ...varint(content.length)]), content]);

export const textField = (number: number, text: string): Uint8Array => delimited(number, Buffer.from(text, 'utf8'));

export const wholeField = (number: number, value: number): Uint8Array => Buffer.from([...varint(number << 3), ...varint(value)]);

export function floatField(number: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(5);
  bytes[0] = (number << 3) | FIXED32;
  bytes.writeFloatLE(value, 1);
  return bytes;
}

export const textOf = ({ content }: WireField): string => Buffer.from(content.buffer, content.byteOffset, content.length).toString('utf8');

/** Whole numbers of a repeated field, which are packed or one to a field; negative ones take ten bytes. */
export function wholesOf(field: WireField): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0n, 0n];
  for (const byte of field.content) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte > 127) continue;
    numbers.push(Number(BigInt.asIntN(64, value)));
    [value, shift] = [0n, 0n];
  }
  return numbers;
}

/** A whole number from 0 as a varint. */
export function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...out, rest];
}
