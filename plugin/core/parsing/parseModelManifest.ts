import type { ModelManifest, ModelRow, ModelWindow } from '#contracts/modelManifest';
import type { Result } from '#contracts/failure';
import { boolean, integer, list, number, oneOf, optional, parseJsonWith, ParseError, record, text, type Parser } from './parser.js';

const three: Parser<readonly [number, number, number]> = (value, place) => {
  const numbers = list(number(), 3)(value, place);
  if (numbers.length !== 3) throw new ParseError(place, 'three numbers');
  return [numbers[0]!, numbers[1]!, numbers[2]!];
};

const positiveThree: Parser<readonly [number, number, number]> = (value, place) => {
  const numbers = three(value, place);
  if (numbers.some((one) => one <= 0)) throw new ParseError(place, 'three numbers above 0');
  return numbers;
};

const side = integer(1, 8192);
const pair: Parser<readonly [number, number]> = (value, place) => {
  const numbers = list(side, 2)(value, place);
  if (numbers.length !== 2) throw new ParseError(place, 'width and height');
  return [numbers[0]!, numbers[1]!];
};

const hash: Parser<string> = (value, place) => {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw new ParseError(place, '64 hexadecimal digits');
  return value;
};

/** Only these schemes are ever downloaded from. */
const address: Parser<string> = (value, place) => {
  if (typeof value !== 'string' || !/^https:\/\/[^\s]+$/.test(value)) throw new ParseError(place, 'an https address');
  return value;
};

/** A path below `models/` that cannot leave it. */
const localPath: Parser<string> = (value, place) => {
  const given = text(400)(value, place);
  if (given.startsWith('/') || /(^|[\\/])\.\.([\\/]|$)|[:\\]/.test(given)) throw new ParseError(place, 'a path below models/');
  return given;
};

const half = {
  url: optional(address),
  path: optional(localPath),
  bytes: optional(integer(1)),
  sha256: optional(hash),
};

const file = record({
  ...half,
  megabytes: optional(number(0)),
  head: optional(record(half)),
  confirmed: boolean,
  precision: oneOf('fp32', 'fp16', 'int8', 'uint8', 'q4f16'),
});

/** Slots in order, at least one to align on before those that are cross-faded, which are the window's last. */
const window: Parser<ModelWindow> = (value, place) => {
  const parsed = record({ length: integer(2, 512), references: list(integer(0, 511), 512), blend: integer(1, 256) })(value, place);
  const { length, references, blend } = parsed;
  const tail = references.slice(-blend).every((slot, i) => slot === length - blend + i);
  if (references.length <= blend || references.length >= length || references[0] !== 0 || !tail) throw new ParseError(place, 'references that begin with 0 and end with the last slots');
  return parsed;
};

const input = record({
  name: optional(text(200)),
  layout: oneOf('NCHW', 'NHWC'),
  channels: oneOf('RGB', 'BGR'),
  range: oneOf(1, 255),
  mean: three,
  std: positiveThree,
  multipleOf: integer(1, 256),
  nominal: pair,
  policy: oneOf('lower', 'upper', 'minimal', 'stretch', 'longest', 'pad'),
  interpolation: oneOf('cubic', 'bilinear', 'bilinearCorners', 'area', 'areaOrCubic'),
  padding: optional(oneOf('none', 'reflectRoot')),
  window: optional(window),
  widest: optional(number(1, 100)),
  mirror: optional(boolean),
  number: optional(record({ name: text(200), value: integer(0) })),
});

const output = record({
  name: optional(text(200)),
  semantics: oneOf('disparity', 'depth', 'metric'),
  near: oneOf('larger', 'smaller'),
  sky: optional(text(200)),
  points: optional(record({ findShift: boolean, mask: optional(text(200)), scale: optional(list(text(200), 8)) })),
});

const modelId: Parser<string> = (value, place) => {
  if (typeof value !== 'string' || !/^[a-z0-9][a-z0-9._-]{0,63}$/.test(value)) throw new ParseError(place, 'lower-case letters, digits, dots and dashes');
  return value;
};

export const modelRow: Parser<ModelRow> = record({
  id: modelId,
  family: text(60),
  title: text(120),
  advice: text(400),
  draft: optional(record({ instead: modelId })),
  licence: record({ id: text(60), commercial: oneOf('yes', 'no', 'ask'), note: optional(text(400)) }),
  files: list(file, 20),
  input,
  output,
});

const manifest = record({
  schema: oneOf('depthbeat.modelManifest'),
  version: oneOf(1),
  defaultModel: modelId,
  models: list(modelRow, 500),
});

/** Reads `models/manifest.json`. Fails with `contract.invalid`, also when ids repeat or the default is not in the list. */
export function parseModelManifest(json: string, documentName: string): Result<ModelManifest> {
  return parseJsonWith(checkedManifest, json, documentName);
}

const checkedManifest: Parser<ModelManifest> = (value, place) => {
  const parsed = manifest(value, place);
  const ids = new Set(parsed.models.map(({ id }) => id));
  if (ids.size !== parsed.models.length) throw new ParseError('models', 'rows with different ids');
  if (!ids.has(parsed.defaultModel)) throw new ParseError('defaultModel', 'the id of a row');
  if (parsed.models.some(({ draft }) => draft !== undefined && !ids.has(draft.instead))) throw new ParseError('draft.instead', 'the id of a row');
  return parsed;
};
