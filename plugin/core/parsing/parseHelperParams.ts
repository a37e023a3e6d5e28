import type { HelperMethod, HelperRequests } from '#contracts/helperProtocol';
import type { Size } from '#contracts/units';
import { integer, number, oneOf, optional, ParseError, record, text, type Parser } from './parser.js';

const longestPath = 32_768;
const path = text(longestPath);
const job = text(200);
const frames = record({ first: integer(0), last: integer(0) });
const dimensions: Parser<Size> = record({ width: integer(16, 16384), height: integer(16, 16384) });

const size: Parser<'native' | 'half' | Size> = (value, place) => (typeof value === 'string' ? oneOf('native', 'half')(value, place) : dimensions(value, place));

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
  }),
  'music.analyse': record({ job, source: path }),
  'models.list': nothing,
  'providers.list': nothing,
  shutdown: nothing,
};
