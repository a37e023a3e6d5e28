import type { BakedPlan } from '#contracts/hostProtocol';
import { bakeTrack, freeTrack, isBaked, tracksOf, type Track } from './bakedTrack.js';
import { requireInstances, type Instance } from './instance.js';
import { restorerOf } from './propertyState.js';
import { activeComposition } from './targetLayer.js';
import { undoStep } from './undoStep.js';

/** Turns every track of the plan that is not turned yet; `turn` says how many keys came or went, 0: it was left. */
function turnTracks(plan: string, name: string, toKeys: boolean, turn: (comp: CompItem, instance: Instance, track: Track) => number): BakedPlan {
  var comp = activeComposition();
  var instances = requireInstances(comp, plan);
  var report = { plan: plan, properties: 0, keys: 0 };
  return undoStep(comp, name, function (undo) {
    for (var i = 0; i < instances.length; i++) {
      var tracks = tracksOf(comp, instances[i]);
      for (var j = 0; j < tracks.length; j++) {
        if (isBaked(tracks[j]) === toKeys) continue;
        undo.push(restorerOf(tracks[j].property));
        var keys = turn(comp, instances[i], tracks[j]);
        report.keys += keys;
        if (keys > 0) report.properties++;
      }
    }
    return report;
  });
}

/** Expressions become keys that stay within each track's tolerance on every frame; the text of the expressions stays, switched off. */
export function bake(plan: string): BakedPlan {
  return turnTracks(plan, 'bake', true, bakeTrack);
}

/** Keys go, expressions come back; keys that were edited after baking are lost, so the panel asks first. */
export function unbake(plan: string): BakedPlan {
  return turnTracks(plan, 'unbake', false, function (_comp, _instance, track) {
    var keys = track.property.numKeys;
    freeTrack(track);
    return keys;
  });
}
