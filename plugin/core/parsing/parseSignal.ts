import type { Signal, SignalKindName, SignalOf } from '#contracts/signal';
import { integer, list, number, oneOf, ParseError, record, text, type Parser } from './parser.js';

/** Deeper trees than this are no effect but an attack on the stack. */
const deepest = 24;
const most = 64;

const name = text(64);

/** One parser per kind, exhaustive; `inner` reads the inputs one level deeper. */
function kindParsers(inner: Parser<Signal>): { readonly [Kind in SignalKindName]: Parser<Omit<SignalOf<Kind>, 'kind'>> } {
  const inputs = record({ inputs: list(inner, most) });
  const events = record({ events: name });
  return {
    constant: record({ value: number(-1e6, 1e6) }),
    parameter: record({ name }),
    signal: record({ name }),
    time: record({}),
    plane: record({ plane: oneOf('near', 'far') }),
    beatLength: record({}),
    level: record({ events: name, before: number(-1e6, 1e6) }),
    beatPulse: record({ events: name, decay: inner }),
    beatSwell: record({ events: name, duration: inner }),
    beatSwap: record({ events: name, duration: inner }),
    beatPhase: events,
    flashLimit: events,
    beatCount: record({ events: name, modulus: integer(1, 1000) }),
    oscillator: record({ period: inner, phase: number(-1000, 1000) }),
    seededNoise: record({ period: inner, seed: integer(0, 10000) }),
    ease: record({ input: inner }),
    clamp: record({ input: inner, low: number(-1e6, 1e6), high: number(-1e6, 1e6) }),
    add: inputs,
    multiply: inputs,
    mix: record({ from: inner, to: inner, amount: inner }),
  };
}

function signalAt(depth: number): Parser<Signal> {
  return (value, place) => {
    if (depth > deepest) throw new ParseError(place, `nested at most ${deepest} deep`);
    const parsers = kindParsers(signalAt(depth + 1));
    const { kind } = record({ kind: oneOf(...(Object.keys(parsers) as SignalKindName[])) })(value, place);
    return { kind, ...parsers[kind](value, place) } as Signal;
  };
}

/** A signal tree from outside: known kinds only, at most 24 deep. */
export const signalParser: Parser<Signal> = signalAt(0);
