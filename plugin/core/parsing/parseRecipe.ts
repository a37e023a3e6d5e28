import type { Result } from '#contracts/failure';
import type { Colour, Parameter } from '#contracts/parameter';
import type { Accent, EventStream, Recipe, Track } from '#contracts/recipe';
import type { SlotName } from '#contracts/slots';
import { fail, succeed } from '../failure/result.js';
import { recipeFault } from '../recipes/recipeFault.js';
import { boolean, dictionary, integer, list, number, oneOf, ParseError, parseJsonWith, record, text, type Parser } from './parser.js';
import { signalParser } from './parseSignal.js';

const slotNames: { readonly [Slot in SlotName]: true } = {
  'focus.distance': true, 'focus.blurRadius': true, 'parallax.x': true, 'parallax.y': true, 'push.amount': true, 'fog.density': true, 'fog.start': true,
  'isolate.amount': true, 'isolate.near': true, 'isolate.far': true, 'isolate.softness': true, 'exposure.gain': true, 'camera.zoom': true,
};

/** Text a host can show and an expression can quote. */
const words = (longest: number): Parser<string> => (value, place) => {
  const read = text(longest)(value, place);
  if (!/^[\x20-\x7e]+$/.test(read)) throw new ParseError(place, 'plain ASCII text on one line');
  return read;
};

const identifier: Parser<string> = (value, place) => {
  const read = text(64)(value, place);
  if (!/^[a-z][0-9A-Za-z-]*$/.test(read)) throw new ParseError(place, 'a name of letters, digits and dashes');
  return read;
};

export const colourParser: Parser<Colour> = (value, place) => {
  const parts = list(number(0, 1), 3)(value, place);
  if (parts.length !== 3) throw new ParseError(place, 'three numbers from 0 to 1');
  return [parts[0], parts[1], parts[2]];
};

const common = { name: identifier, label: words(40), sentence: words(300) };

const parameterKinds: { readonly [Kind in Parameter['kind']]: Parser<Parameter> } = {
  number: record({
    ...common, kind: oneOf('number'), unit: oneOf('%', 'beats', 'stops', 'share', 'times', 'depth', 'seconds'),
    minimum: number(-1e6, 1e6), maximum: number(-1e6, 1e6), step: number(1e-6, 1e6), default: number(-1e6, 1e6),
  }),
  choice: record({ ...common, kind: oneOf('choice'), options: list(record({ value: identifier, label: words(60) }), 64), default: identifier }),
  colour: record({ ...common, kind: oneOf('colour'), default: colourParser }),
};

const parameterParser: Parser<Parameter> = (value, place) => parameterKinds[record({ kind: oneOf('number', 'choice', 'colour') })(value, place).kind](value, place);

type AnyAccent = Accent | EventStream['accent'];

const accentKinds: { readonly [Kind in AnyAccent['kind']]: Parser<AnyAccent> } = {
  strongBeats: record({ kind: oneOf('strongBeats'), share: identifier }),
  beats: record({ kind: oneOf('beats') }),
  downbeats: record({ kind: oneOf('downbeats') }),
  everyNth: record({ kind: oneOf('everyNth'), count: (value, place) => (typeof value === 'string' ? identifier(value, place) : integer(1, 1000)(value, place)), offset: integer(0, 1000) }),
  hits: record({ kind: oneOf('hits'), band: oneOf('kick', 'snare', 'hat') }),
  sections: record({ kind: oneOf('sections') }),
  chosen: record({ kind: oneOf('chosen'), parameter: identifier }),
};

const accentParser: Parser<AnyAccent> = (value, place) => {
  const kinds = Object.keys(accentKinds) as AnyAccent['kind'][];
  return accentKinds[record({ kind: oneOf(...kinds) })(value, place).kind](value, place);
};

const trackParser: Parser<Track> = record({ slot: oneOf(...(Object.keys(slotNames) as SlotName[])), signal: signalParser, tolerance: number(1e-6, 1e3) });

/** The shape of a recipe; whether its parts fit together is said by `recipeFault`. */
export const recipeParser: Parser<Recipe> = record({
  schema: oneOf('depthbeat.recipe'),
  version: oneOf(1),
  id: identifier,
  title: words(40),
  sentence: words(300),
  parameters: list(parameterParser, 64),
  events: dictionary(record({ label: words(40), accent: accentParser, minimumGap: number(0, 60), floor: number(0, 1), optional: boolean }), 8),
  signals: dictionary(record({ label: words(40), sentence: words(300), signal: signalParser }), 32),
  tracks: list(trackParser, 32),
});

/** A recipe file from anywhere: parsed, never run. `contract.invalid` for a wrong shape, `recipe.invalid` when its parts do not fit; both say where. */
export function parseRecipe(json: string, documentName: string): Result<Recipe> {
  const parsed = parseJsonWith(recipeParser, json, documentName);
  if (!parsed.ok) return parsed;
  const fault = recipeFault(parsed.value);
  return fault === undefined ? succeed(parsed.value) : fail('recipe.invalid', documentName, fault);
}
