import type { DepthPassport } from '#contracts/depthAsset';
import type { Result } from '#contracts/failure';
import { boolean, dictionary, integer, list, number, oneOf, optional, parseJsonWith, ParseError, record, text, type Parser } from './parser.js';
import { upgradeDocument, type UpgradeStep } from './upgradeDocument.js';

const frame = integer(0, 1e9);
const side = integer(1, 65536);
const size = record({ width: side, height: side });
const frames = record({ first: frame, last: frame });
const rate = record({ numerator: integer(1), denominator: integer(1) });

const setting: Parser<string | number | boolean> = (value, place) => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new ParseError(place, 'text, a number or true or false');
};

/** A plain name with one `%0Nd`, or a video's: it can name no other folder. */
const pattern: Parser<string> = (value, place) => {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+(%0[1-9]d\.[a-z0-9]+|\.(mov|mkv))$/.test(value)) throw new ParseError(place, 'a name such as depth_%05d.png');
  return value;
};

/** The same below one folder of a plain name. */
const patternBelow: Parser<string> = (value, place) => {
  if (typeof value !== 'string' || !/^[a-z-]+\/[A-Za-z0-9_-]+%0[1-9]d\.png$/.test(value)) throw new ParseError(place, 'a name such as matte/matte_%05d.png');
  return value;
};

const unit = number(0, 1);
export const depthFormat = oneOf('png', 'png8', 'tiff', 'exr-half', 'exr-float', 'prores', 'ffv1');
export const companionKind = oneOf('push', 'matte', 'false-colour');
const companion = record({ kind: companionKind, filePattern: patternBelow });

const shot = record({
  first: frame,
  last: frame,
  range: record({ far: number(), near: number() }),
  metres: optional(record({ far: number(0), near: number(0) })),
  matte: optional(record({ near: unit, far: unit, softness: unit })),
  quality: optional(record({ flicker: number(0), confidence: unit, halo: unit, hidden: integer(0) })),
  nearFocus: unit,
  farFocus: unit,
});

const passport: Parser<DepthPassport> = record({
  schema: oneOf('depthbeat.depthPassport'),
  version: oneOf(2),
  complete: boolean,
  jobKey: text(128),
  part: optional(record({ index: integer(1, 10_000), count: integer(1, 10_000), of: text(128) })),
  frames,
  frameRate: rate,
  size,
  sourceSize: size,
  pixelAspect: number(0.01, 100),
  timing: oneOf('constant', 'variable'),
  format: depthFormat,
  filePattern: pattern,
  bitDepth: oneOf(8, 10, 16, 32),
  companions: list(companion, 10),
  polarity: oneOf('whiteIsNear'),
  cuts: list(frame),
  shots: list(shot),
  model: record({ id: text(200), sha256: text(64), inputSize: size }),
  provider: text(60),
  source: record({ path: text(32768), bytes: integer(0), modifiedMilliseconds: number(), sha256: text(64) }),
  settings: dictionary(setting),
  versions: dictionary(text(200)),
});

/** Version 1 knew 16-bit PNG alone. */
export const passportUpgrades: readonly UpgradeStep[] = [(document) => ({ ...document, format: 'png', companions: [] })];

/** Reads `passport.json` of this or an older version. Fails with `contract.invalid`, also when the shots do not cover the frames one after another. */
export function parseDepthPassport(json: string, documentName: string): Result<DepthPassport> {
  return parseJsonWith(checkedPassport, json, documentName);
}

const checkedPassport: Parser<DepthPassport> = (value, place) => {
  const upgraded = upgradeDocument(value, passportUpgrades);
  if (!upgraded.ok) throw new ParseError(place === '' ? 'version' : place, `a passport that this Depthbeat knows: ${upgraded.reason}`);
  const parsed = passport(upgraded.value, place);
  let next = parsed.frames.first;
  for (const [index, { first, last }] of parsed.shots.entries()) {
    if (first !== next || last < first) throw new ParseError(`shots[${index}]`, `a shot that begins at frame ${next}`);
    next = last + 1;
  }
  if (next !== parsed.frames.last + 1) throw new ParseError('shots', 'shots up to the last frame');
  return parsed;
};
