import { dropFlat, fitKeys, type FittedKey, type Samples } from '../shared/fitKeys.js';
import { mergeKeys, type MergedKeys, type PlainKey } from '../shared/mergeKeys.js';
import { printPairs, readPairs } from './carrier.js';
import { eachTagged, type Instance } from './instance.js';
import { curveAt, removeKeys, setCurveAt, type Curve } from './propertyState.js';
import { snapToFrame } from './timing.js';

/** A third on both sides makes a temporal ease exactly the cubic that was fitted. */
var influence = 100 / 3;
/** Behind the text of a baked expression: the keys as bake set them, so that a later look knows which an editor has touched. */
var bakedLine = /\n\/\/ baked( [^\n]*)?/;

/** A key of a baked property; `curve`: how an editor has left it, else the fitted slopes stand. */
interface BakedKey extends FittedKey {
  curve?: Curve;
}

/** A property that a recipe moves. */
export interface Track {
  property: Property;
  /** How far keys may lie from the expression, in the property's unit. */
  tolerance: number;
}

/** The properties a recipe moves; the sliders of the control layer keep their expressions. */
export function tracksOf(comp: CompItem, instance: Instance): Track[] {
  var tracks: Track[] = [];
  eachTagged(comp, instance, function (property, tag) {
    if (tag.tolerance > 0) tracks.push({ property: property, tolerance: tag.tolerance });
  });
  return tracks;
}

export function isBaked(track: Track): boolean {
  return !track.property.expressionEnabled;
}

function sample(comp: CompItem, target: AVLayer, property: Property): Samples {
  var start = snapToFrame(comp, Math.max(0, target.inPoint));
  var end = Math.min(comp.duration, target.outPoint);
  var samples: Samples = { start: start, step: comp.frameDuration, values: [] };
  for (var i = 0; start + i * comp.frameDuration < end - comp.frameDuration / 2; i++) {
    samples.values.push(property.valueAtTime(start + i * comp.frameDuration, false) as unknown as number);
  }
  return samples;
}

/** Frames on which some slider of the control layer has a key, and those before them: there the curves jump. */
function marksOf(comp: CompItem, instance: Instance, samples: Samples): number[] {
  var isMark: { [frame: number]: boolean } = {};
  eachTagged(comp, instance, function (property, tag) {
    if (tag.tolerance > 0) return;
    for (var i = 1; i <= property.numKeys; i++) {
      var frame = Math.ceil((property.keyTime(i) - samples.start) / samples.step - 0.01);
      isMark[frame] = true;
      isMark[frame - 1] = true;
    }
  });
  var marks: number[] = [];
  for (var f = 1; f < samples.values.length; f++) if (isMark[f]) marks.push(f);
  return marks;
}

/** Few keys for what the expression says on every frame of the target; none for a layer of less than two frames. The property has to run its expression. */
function keysFor(comp: CompItem, instance: Instance, track: Track): FittedKey[] {
  var samples = sample(comp, instance.target, track.property);
  return samples.values.length < 2 ? [] : dropFlat(fitKeys(samples, marksOf(comp, instance, samples), track.tolerance));
}

function setKeys(property: Property, keys: BakedKey[]): void {
  var times: number[] = [];
  var values: number[] = [];
  var i: number;
  for (i = 0; i < keys.length; i++) {
    times.push(keys[i].time);
    values.push(keys[i].value);
  }
  property.setValuesAtTimes(times, values);
  for (i = 0; i < keys.length; i++) setCurveAt(property, i + 1, keys[i].curve || fittedCurve(keys[i]));
}

function fittedCurve(key: FittedKey): Curve {
  var bezier = KeyframeInterpolationType.BEZIER;
  return { inType: bezier, outType: bezier, inEase: [new KeyframeEase(key.inSlope, influence)], outEase: [new KeyframeEase(key.outSlope, influence)] };
}

function keysNow(property: Property): BakedKey[] {
  var keys: BakedKey[] = [];
  for (var i = 1; i <= property.numKeys; i++) {
    keys.push({ time: property.keyTime(i), value: property.keyValue(i) as unknown as number, inSlope: 0, outSlope: 0, curve: curveAt(property, i) });
  }
  return keys;
}

function remember(property: Property, keys: PlainKey[]): void {
  property.expression = property.expression.replace(bakedLine, '') + '\n// baked ' + printPairs(keys);
}

function rememberedKeys(property: Property): PlainKey[] {
  var line = bakedLine.exec(property.expression);
  return line ? readPairs(line[1] || '') : keysNow(property);
}

/** Keys in the place of the expression, which stays, switched off. How many; 0: the layer is too short. */
export function bakeTrack(comp: CompItem, instance: Instance, track: Track): number {
  var keys = keysFor(comp, instance, track);
  if (keys.length === 0) return 0;
  remember(track.property, keys);
  setKeys(track.property, keys);
  track.property.expressionEnabled = false;
  return keys.length;
}

/** The expression in the place of the keys. */
export function freeTrack(track: Track): void {
  removeKeys(track.property);
  track.property.expression = track.property.expression.replace(bakedLine, '');
  track.property.expressionEnabled = true;
}

/** Brings baked keys up to what the expression says now: keys an editor left alone follow, the others stay with their curves. */
export function rebakeTrack(comp: CompItem, instance: Instance, track: Track): MergedKeys {
  var base = rememberedKeys(track.property);
  var now = keysNow(track.property);
  freeTrack(track);
  var next = keysFor(comp, instance, track);
  var merged = mergeKeys(base, now, next, comp.frameDuration);
  remember(track.property, next);
  setKeys(track.property, merged.keys as BakedKey[]);
  track.property.expressionEnabled = false;
  return merged;
}
