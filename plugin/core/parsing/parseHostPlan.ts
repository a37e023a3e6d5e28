import type { Result } from '#contracts/failure';
import type { HostOperation, HostOperationKind, HostPlan, HostPlanBatch, OperationOf, Placement, PropertyRef } from '#contracts/hostPlan';
import type { Colour } from '#contracts/parameter';
import { boolean, integer, list, number, oneOf, optional, ParseError, parseJsonWith, record, text, type Parser } from './parser.js';
import { colourParser } from './parseRecipe.js';

const name = text(64);
const label = text(255);
const path = text(32_768);
const seconds = number(-1e6, 1e6);
const value = number(-1e9, 1e9);
const clock = oneOf('composition', 'source');
const folder = list(label, 16);
const layerLabel = integer(0, 16);
/** Keys or markers in one step. */
const most = 200_000;

const property: Parser<PropertyRef> = record({ layer: name, effect: optional(name), path: list(name, 16) });
const placement: Parser<Placement> = record({ clock, start: seconds });
const rate = record({ numerator: integer(1, 1e9), denominator: integer(1, 1e9) });
const size = record({ width: integer(1, 30_000), height: integer(1, 30_000) });

const valueOrColour: Parser<number | Colour> = (given, place) => (Array.isArray(given) ? colourParser(given, place) : value(given, place));

const source: Parser<OperationOf<'duplicateLayer'>['source']> = (given, place) => (typeof given === 'string' ? name(given, place) : record({ solid: colourParser })(given, place));

const keyframes = record({ id: name, kind: oneOf('setKeyframes'), property, clock, snap: boolean, times: list(seconds, most), values: list(value, most) });

const equallyMany: Parser<OperationOf<'setKeyframes'>> = (given, place) => {
  const parsed = keyframes(given, place);
  if (parsed.times.length !== parsed.values.length) throw new ParseError(`${place}.values`, 'as many as the times');
  return parsed;
};

/** Exhaustive: a step without a parser does not compile. The host holds the same bounds in ES3 (`host-scripts/shared/planShape`). */
const kinds: { readonly [Kind in HostOperationKind]: Parser<OperationOf<Kind>> } = {
  importFootage: record({
    id: name, kind: oneOf('importFootage'), path, relativePath: optional(path), sequence: boolean, frameCount: integer(1, 1e7), frameRate: rate, placement, pictureSize: size, name: label, folder,
  }),
  renderProxy: record({ id: name, kind: oneOf('renderProxy'), folder: path, template: label, only: optional(seconds) }),
  composePushMap: record({ id: name, kind: oneOf('composePushMap'), depth: name, ramp: name, name: label, folder }),
  duplicateLayer: record({
    id: name, kind: oneOf('duplicateLayer'), source, name: label, place: record({ side: oneOf('above', 'below'), of: name }), visible: boolean, guide: boolean, label: layerLabel,
  }),
  addControlLayer: record({ id: name, kind: oneOf('addControlLayer'), name: label, label: layerLabel }),
  addEffect: record({ id: name, kind: oneOf('addEffect'), layer: name, matchName: name, name: label, values: list(record({ parameter: name, value: valueOrColour }), 64) }),
  bindLayer: record({ id: name, kind: oneOf('bindLayer'), property, layer: name }),
  setMatte: record({ id: name, kind: oneOf('setMatte'), layer: name, matte: name, type: oneOf('luma', 'lumaInverted', 'alpha', 'alphaInverted') }),
  setValue: record({ id: name, kind: oneOf('setValue'), property, value }),
  setKeyframes: equallyMany,
  setMarkers: record({ id: name, kind: oneOf('setMarkers'), layer: name, clock, snap: boolean, markers: list(record({ time: seconds, comment: label, strength: number(0, 1) }), most) }),
  setExpression: record({ id: name, kind: oneOf('setExpression'), property, expression: text(100_000), tolerance: optional(number(0, 1e6)) }),
};

const operationParser: Parser<HostOperation> = (given, place) => {
  const { kind } = record({ kind: oneOf(...(Object.keys(kinds) as HostOperationKind[])) })(given, place);
  return kinds[kind](given, place);
};

const planParser: Parser<HostPlan> = record({
  schema: oneOf('depthbeat.hostPlan'), version: oneOf(1), id: name, title: label, layerId: optional(integer(0, 4_294_967_295)), operations: list(operationParser, 10_000),
});

const batchParser: Parser<HostPlanBatch> = record({ schema: oneOf('depthbeat.hostPlanBatch'), version: oneOf(1), plans: list(planParser, 1000) });

/** A plan from a file: known steps only, each with all it needs. `contract.invalid` says where it is wrong. */
export function parseHostPlan(json: string, documentName: string): Result<HostPlan> {
  return parseJsonWith(planParser, json, documentName);
}

/** Plans for several layers, as `parseHostPlan`. */
export function parseHostPlanBatch(json: string, documentName: string): Result<HostPlanBatch> {
  return parseJsonWith(batchParser, json, documentName);
}
