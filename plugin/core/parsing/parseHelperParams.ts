import type { HelperMethod, HelperRequests } from '#contracts/helperProtocol';
import type { Size } from '#contracts/units';
import { MOST_TILES } from '../depth/tileLayout.js';
import { companionKind, depthFormat } from './parseDepthPassport.js';
import { boolean, integer, list, number, oneOf, optional, ParseError, record, text, type Parser } from './parser.js';

const longestPath = 32_768;
const path = text(longestPath);
const job = text(200);
/** Longest text that is kept or written: a plan of hours of music has some megabytes. */
const longestText = 15_000_000;
const frames = record({ first: integer(0), last: integer(0) });
const dimensions: Parser<Size> = record({ width: integer(16, 16384), height: integer(16, 16384) });

const size: Parser<'native' | 'half' | Size> = (value, place) => (typeof value === 'string' ? oneOf('native', 'half')(value, place) : dimensions(value, place));

/** Few and small: an answer stays under a megabyte. */
const pictures = { first: integer(0), count: integer(1, 48), step: integer(1, 100_000), width: integer(16, 1280) };

const nothing: Parser<Record<string, never>> = (value, place) => {
  if (value !== undefined && (typeof value !== 'object' || value === null)) throw new ParseError(place, 'an object');
  return {};
};

/** One parser per method: whatever a message says, a handler sees only this. Exhaustive over the protocol. */
export const helperParams: { readonly [Method in HelperMethod]: Parser<HelperRequests[Method]['params']> } = {
  hello: record({ protocol: number(), token: optional(text(500)) }),
  'depth.estimate': record({
    job,
    clip: path,
    outFolder: path,
    model: optional(path),
    frames: optional(frames),
    size: optional(size),
    provider: optional(text(50)),
    tiles: optional(integer(1, MOST_TILES)),
    format: optional(depthFormat),
    companions: optional(list(companionKind, 10)),
    dilate: optional(number(0, 100)),
  }),
  'clip.join': record({ first: path, frameRate: number(0.01, 1000) }),
  'music.analyse': record({ job, source: path }),
  'models.list': nothing,
  'providers.list': nothing,
  'media.describe': record({ path }),
  'depth.folder': record({ clip: path, kind: text(200) }),
  'depth.passport': record({ folder: path }),
  'depth.report': record({ folder: path }),
  'depth.at': record({ folder: path, frame: integer(0), x: number(0, 1), y: number(0, 1) }),
  'pictures.clip': record({ clip: path, ...pictures }),
  'pictures.depth': record({ folder: path, ...pictures }),
  'sound.open': record({ job, source: path }),
  'sound.piece': record({ source: path, start: number(0, 1e6), seconds: number(0.01, 10) }),
  'plan.write': record({ text: text(longestText) }),
  'plan.ramp': record({ folder: path, size: dimensions }),
  'proxy.folder': record({ project: path, layer: text(255), layerId: integer(0) }),
  'models.fetch': record({ job, id: text(200), acceptLicence: boolean }),
  'models.add': record({ path, listedAs: optional(text(200)) }),
  'models.remove': record({ id: text(200) }),
  'text.keep': record({ name: path, text: text(longestText) }),
  'text.recall': record({ name: path }),
  shutdown: nothing,
};
