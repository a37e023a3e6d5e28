import type { DepthPassport } from '#contracts/depthAsset';
import type { Result } from '#contracts/failure';
import { boolean, dictionary, integer, list, number, oneOf, parseJsonWith, ParseError, record, text, type Parser } from './parser.js';

const frame = integer(0, 1e9);
const side = integer(1, 65536);
const size = record({ width: side, height: side });
const frames = record({ first: frame, last: frame });
const rate = record({ numerator: integer(1), denominator: integer(1) });

const setting: Parser<string | number | boolean> = (value, place) => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new ParseError(place, 'text, a number or true or false');
};

/** A plain name with one `%0Nd`: it can name no other folder. */
const pattern: Parser<string> = (value, place) => {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+%0[1-9]d\.[a-z0-9]+$/.test(value)) throw new ParseError(place, 'a name such as depth_%05d.png');
  return value;
};

const shot = record({
  first: frame,
  last: frame,
  range: record({ far: number(), near: number() }),
  nearFocus: number(0, 1),
  farFocus: number(0, 1),
});

const passport: Parser<DepthPassport> = record({
  schema: oneOf('depthbeat.depthPassport'),
  version: oneOf(1),
  complete: boolean,
  jobKey: text(128),
  frames,
  frameRate: rate,
  size,
  sourceSize: size,
  pixelAspect: number(0.01, 100),
  timing: oneOf('constant', 'variable'),
  filePattern: pattern,
  bitDepth: oneOf(16),
  polarity: oneOf('whiteIsNear'),
  cuts: list(frame),
  shots: list(shot),
  model: record({ id: text(200), sha256: text(64), inputSize: size }),
  provider: text(60),
  source: record({ path: text(32768), bytes: integer(0), modifiedMilliseconds: number(), sha256: text(64) }),
  settings: dictionary(setting),
  versions: dictionary(text(200)),
});

/** Reads `passport.json`. Fails with `contract.invalid`, also when the shots do not cover the frames one after another. */
export function parseDepthPassport(json: string, documentName: string): Result<DepthPassport> {
  return parseJsonWith(checkedPassport, json, documentName);
}

const checkedPassport: Parser<DepthPassport> = (value, place) => {
  const parsed = passport(value, place);
  let next = parsed.frames.first;
  for (const [index, { first, last }] of parsed.shots.entries()) {
    if (first !== next || last < first) throw new ParseError(`shots[${index}]`, `a shot that begins at frame ${next}`);
    next = last + 1;
  }
  if (next !== parsed.frames.last + 1) throw new ParseError('shots', 'shots up to the last frame');
  return parsed;
};
