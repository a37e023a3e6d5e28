import type { HostOperationKind } from '#contracts/hostPlan';
import { boolean, integerIn, isRecord, listOf, memberOf, numberIn, oneOf, optional, recordOf, textOf, type Shape } from './shape.js';

/**
 * The shape of a plan, so that nothing in the project is touched for one that is damaged or of another make. The same bounds as
 * `core/parsing/parseHostPlan`; test/host/planFiles.test.ts holds the two together.
 */
var name = textOf(64);
var label = textOf(255);
var path = textOf(32768);
var seconds = numberIn(-1000000, 1000000);
var value = numberIn(-1000000000, 1000000000);
var colour = listOf(numberIn(0, 1), 3);
var clock = oneOf(['composition', 'source']);
var folder = listOf(label, 16);
var most = 200000;

function valueOrColour(given: unknown, place: string): void {
  if (given instanceof Array) threeOf(colour)(given, place);
  else value(given, place);
}

function threeOf(inner: Shape): Shape {
  return function (given, place) {
    inner(given, place);
    if ((given as unknown[]).length !== 3) throw new Error(place + ' should be three numbers');
  };
}

function sourceShape(given: unknown, place: string): void {
  if (typeof given === 'string') name(given, place);
  else recordOf({ solid: threeOf(colour) })(given, place);
}

var property = recordOf({ layer: name, effect: optional(name), path: listOf(name, 16) });
var size = recordOf({ width: integerIn(1, 30000), height: integerIn(1, 30000) });

var kinds: { readonly [Kind in HostOperationKind]: Shape } = {
  importFootage: recordOf({
    id: name, path: path, relativePath: optional(path), sequence: boolean, frameCount: integerIn(1, 10000000),
    frameRate: recordOf({ numerator: integerIn(1, 1000000000), denominator: integerIn(1, 1000000000) }),
    placement: recordOf({ clock: clock, start: seconds }), pictureSize: size, name: label, folder: folder
  }),
  renderProxy: recordOf({ id: name, folder: path, template: label, only: optional(seconds) }),
  composePushMap: recordOf({ id: name, depth: name, ramp: name, name: label, folder: folder }),
  duplicateLayer: recordOf({
    id: name, source: sourceShape, name: label, place: recordOf({ side: oneOf(['above', 'below']), of: name }), visible: boolean, guide: boolean, label: integerIn(0, 16)
  }),
  addControlLayer: recordOf({ id: name, name: label, label: integerIn(0, 16) }),
  addEffect: recordOf({ id: name, layer: name, matchName: name, name: label, values: listOf(recordOf({ parameter: name, value: valueOrColour }), 64) }),
  bindLayer: recordOf({ id: name, property: property, layer: name }),
  setMatte: recordOf({ id: name, layer: name, matte: name, type: oneOf(['luma', 'lumaInverted', 'alpha', 'alphaInverted']) }),
  setValue: recordOf({ id: name, property: property, value: value }),
  setKeyframes: recordOf({ id: name, property: property, clock: clock, snap: boolean, times: listOf(seconds, most), values: listOf(value, most) }),
  setMarkers: recordOf({
    id: name, layer: name, clock: clock, snap: boolean, markers: listOf(recordOf({ time: seconds, comment: label, strength: numberIn(0, 1) }), most)
  }),
  setExpression: recordOf({ id: name, property: property, expression: textOf(100000), tolerance: optional(numberIn(0, 1000000)) })
};

function operation(given: unknown, place: string): void {
  var kind = isRecord(given) ? memberOf(given, 'kind') : undefined;
  var shape = typeof kind === 'string' ? (memberOf(kinds as unknown as { [name: string]: unknown }, kind) as Shape | undefined) : undefined;
  if (!shape) throw new Error(place + '.kind should be a kind of step that this version knows');
  shape(given, place);
  if (kind === 'setKeyframes') equallyMany(given as { times: unknown[]; values: unknown[] }, place);
}

function equallyMany(given: { times: unknown[]; values: unknown[] }, place: string): void {
  if (given.times.length !== given.values.length) throw new Error(place + '.values should be as many as the times');
}

export var planShape = recordOf({
  schema: oneOf(['depthbeat.hostPlan']), version: oneOf([1]), id: name, title: label, layerId: optional(integerIn(0, 4294967295)), operations: listOf(operation, 10000)
});

export var batchShape = recordOf({ schema: oneOf(['depthbeat.hostPlanBatch']), version: oneOf([1]), plans: listOf(planShape, 1000) });
