import type { Result } from '#contracts/failure';
import { fail, succeed } from '../failure/result.js';

/**
 * Reads an unknown value as a T or throws ParseError naming the place. Small parsers are put together to
 * one per contract type that arrives from outside; nothing that was parsed is ever run.
 */
export type Parser<T> = (value: unknown, place: string) => T;

export class ParseError extends Error {
  constructor(
    readonly place: string,
    readonly expected: string,
  ) {
    super(`${place === '' ? 'the document' : place} should be ${expected}`);
    this.name = 'ParseError';
  }
}

export const boolean: Parser<boolean> = (value, place) => {
  if (typeof value !== 'boolean') throw new ParseError(place, 'true or false');
  return value;
};

/** Text of at most `longest` characters. */
export function text(longest = 4096): Parser<string> {
  return (value, place) => {
    if (typeof value !== 'string' || value.length > longest) throw new ParseError(place, `text of at most ${longest} characters`);
    return value;
  };
}

/** A finite number in an inclusive range. */
export function number(lowest = -Infinity, highest = Infinity): Parser<number> {
  return (value, place) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < lowest || value > highest) {
      throw new ParseError(place, `a number from ${lowest} to ${highest}`);
    }
    return value;
  };
}

/** A safe integer in an inclusive range. */
export function integer(lowest = Number.MIN_SAFE_INTEGER, highest = Number.MAX_SAFE_INTEGER): Parser<number> {
  return (value, place) => {
    if (!Number.isSafeInteger(value) || (value as number) < lowest || (value as number) > highest) {
      throw new ParseError(place, `a whole number from ${lowest} to ${highest}`);
    }
    return value as number;
  };
}

export function oneOf<const T extends string | number>(...choices: readonly T[]): Parser<T> {
  return (value, place) => {
    if (!choices.includes(value as T)) throw new ParseError(place, `one of ${choices.join(', ')}`);
    return value as T;
  };
}

/** A list of at most `longest` items. */
export function list<T>(item: Parser<T>, longest = 1_000_000): Parser<T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > longest) throw new ParseError(place, `a list of at most ${longest} items`);
    return value.map((entry, index) => item(entry, `${place}[${index}]`));
  };
}

export interface OptionalParser<T> {
  readonly optional: Parser<T>;
}

/** Marks a field of `record` that may be absent. */
export function optional<T>(parser: Parser<T>): OptionalParser<T> {
  return { optional: parser };
}

type Fields = Readonly<Record<string, Parser<unknown> | OptionalParser<unknown>>>;
type RequiredNames<F extends Fields> = { [Name in keyof F]: F[Name] extends OptionalParser<unknown> ? never : Name }[keyof F];
type OptionalNames<F extends Fields> = Exclude<keyof F, RequiredNames<F>>;
type ValueOf<P> = P extends Parser<infer T> ? T : P extends OptionalParser<infer T> ? T : never;
export type Parsed<F extends Fields> = { [Name in RequiredNames<F>]: ValueOf<F[Name]> } & { [Name in OptionalNames<F>]?: ValueOf<F[Name]> };

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with exactly these fields; unknown fields are dropped, so an older reader survives a newer writer. */
export function record<F extends Fields>(fields: F): Parser<Parsed<F>> {
  return (value, place) => {
    if (!isPlainObject(value)) throw new ParseError(place, 'an object');
    const result: Record<string, unknown> = {};
    for (const [name, parser] of Object.entries(fields)) {
      const inner = place === '' ? name : `${place}.${name}`;
      const entry = Object.prototype.hasOwnProperty.call(value, name) ? value[name] : undefined;
      if (typeof parser === 'function') result[name] = parser(entry, inner);
      else if (entry !== undefined) result[name] = parser.optional(entry, inner);
    }
    return result as Parsed<F>;
  };
}

/** An object used as a map from free names to values. `__proto__` is refused as a name. */
export function dictionary<T>(entry: Parser<T>, most = 10_000): Parser<Record<string, T>> {
  return (value, place) => {
    if (!isPlainObject(value) || Object.keys(value).length > most) throw new ParseError(place, `an object of at most ${most} entries`);
    const result: Record<string, T> = {};
    for (const [name, inner] of Object.entries(value)) {
      if (name === '__proto__') throw new ParseError(place, 'an object without __proto__');
      result[name] = entry(inner, `${place}.${name}`);
    }
    return result;
  };
}

/** Runs a parser at a border: `contract.invalid` names the document and, as detail, the place and what was expected. */
export function parseWith<T>(parser: Parser<T>, value: unknown, documentName: string): Result<T> {
  try {
    return succeed(parser(value, ''));
  } catch (error) {
    if (error instanceof ParseError) return fail('contract.invalid', documentName, error.message);
    throw error;
  }
}

/** As `parseWith`, from JSON text. */
export function parseJsonWith<T>(parser: Parser<T>, json: string, documentName: string): Result<T> {
  let value: unknown;
  try {
    value = JSON.parse(json) as unknown;
  } catch (error) {
    return fail('contract.invalid', documentName, String(error));
  }
  return parseWith(parser, value, documentName);
}
