import type { BakedPlan } from '#contracts/hostProtocol';
import { dropFlat, fitKeys, type FittedKey, type Samples } from '../shared/fitKeys.js';
import { eachTagged, requireInstances, type Instance } from './instance.js';
import { snapToFrame } from './timing.js';
import { activeComposition } from './targetLayer.js';
import { undoStep } from './undoStep.js';

/** A third on both sides makes a temporal ease exactly the cubic that was fitted. */
var influence = 100 / 3;

interface Track {
  property: Property;
  tolerance: number;
}

/** The properties a recipe moves; the sliders of the control layer keep their expressions. */
function tracksOf(comp: CompItem, instance: Instance): Track[] {
  var tracks: Track[] = [];
  eachTagged(comp, instance, function (property, tag) {
    if (tag.tolerance > 0) tracks.push({ property: property, tolerance: tag.tolerance });
  });
  return tracks;
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

function setKeys(property: Property, keys: FittedKey[]): void {
  var times: number[] = [];
  var values: number[] = [];
  var i: number;
  for (i = 0; i < keys.length; i++) {
    times.push(keys[i].time);
    values.push(keys[i].value);
  }
  property.setValuesAtTimes(times, values);
  for (i = 0; i < keys.length; i++) {
    property.setInterpolationTypeAtKey(i + 1, KeyframeInterpolationType.BEZIER, KeyframeInterpolationType.BEZIER);
    property.setTemporalEaseAtKey(i + 1, [new KeyframeEase(keys[i].inSlope, influence)], [new KeyframeEase(keys[i].outSlope, influence)]);
  }
}

function freeTrack(track: Track): void {
  for (var i = track.property.numKeys; i >= 1; i--) track.property.removeKey(i);
  track.property.expressionEnabled = true;
}

function bakeTracks(comp: CompItem, instance: Instance, tracks: Track[], report: { keys: number; properties: number }): void {
  for (var i = 0; i < tracks.length; i++) {
    if (!tracks[i].property.expressionEnabled) continue;
    var samples = sample(comp, instance.target, tracks[i].property);
    if (samples.values.length < 2) continue;
    var keys = dropFlat(fitKeys(samples, marksOf(comp, instance, samples), tracks[i].tolerance));
    setKeys(tracks[i].property, keys);
    tracks[i].property.expressionEnabled = false;
    report.keys += keys.length;
    report.properties++;
  }
}

/** Expressions become keys that stay within each track's tolerance on every frame; the text of the expressions stays, switched off. */
export function bake(plan: string): BakedPlan {
  var comp = activeComposition();
  var instances = requireInstances(comp, plan);
  var report = { plan: plan, properties: 0, keys: 0 };
  return undoStep(comp, 'bake', function () {
    for (var i = 0; i < instances.length; i++) {
      var tracks = tracksOf(comp, instances[i]);
      try {
        bakeTracks(comp, instances[i], tracks, report);
      } catch (thrown) {
        for (var j = 0; j < tracks.length; j++) freeTrack(tracks[j]);
        throw thrown;
      }
    }
    return report;
  });
}

/** Keys go, expressions come back; keys that were edited after baking are lost, so the panel asks first. */
export function unbake(plan: string): BakedPlan {
  var comp = activeComposition();
  var instances = requireInstances(comp, plan);
  var report = { plan: plan, properties: 0, keys: 0 };
  return undoStep(comp, 'unbake', function () {
    for (var i = 0; i < instances.length; i++) {
      var tracks = tracksOf(comp, instances[i]);
      for (var j = 0; j < tracks.length; j++) {
        if (tracks[j].property.expressionEnabled) continue;
        report.keys += tracks[j].property.numKeys;
        report.properties++;
        freeTrack(tracks[j]);
      }
    }
    return report;
  });
}
