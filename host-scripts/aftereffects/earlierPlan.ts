import { effectParade } from './propertyPath.js';
import { removeUnused } from './projectItems.js';
import { readTag, type Tag } from './tags.js';

/** Everything an earlier application of a plan left, as found by its tags. */
export interface EarlierPlan {
  layers: AVLayer[];
  /** Indexes of its effects on the target, highest first. */
  effects: number[];
}

function matches(tag: Tag | null, plan: string, target: AVLayer): boolean {
  return tag !== null && tag.plan === plan && tag.target === target.id;
}

/** Effects have no comment of their own: they are known by the tag in one of their expressions. */
function isOurs(effect: PropertyGroup, plan: string, target: AVLayer): boolean {
  for (var i = 1; i <= effect.numProperties; i++) {
    var property = effect.property(i) as Property;
    if (property.canSetExpression && matches(readTag(property.expression), plan, target)) return true;
  }
  return false;
}

export function findEarlierPlan(comp: CompItem, plan: string, target: AVLayer): EarlierPlan {
  var found: EarlierPlan = { layers: [], effects: [] };
  for (var i = 1; i <= comp.numLayers; i++) {
    var layer = comp.layer(i) as AVLayer;
    if (matches(readTag(layer.comment), plan, target)) found.layers.push(layer);
  }
  var parade = effectParade(target);
  for (var j = parade.numProperties; j >= 1; j--) {
    if (isOurs(parade.property(j) as PropertyGroup, plan, target)) found.effects.push(j);
  }
  return found;
}

/** Frees the names of the earlier layers for the new ones; the function gives them back. */
export function setAside(earlier: EarlierPlan): () => void {
  var names: string[] = [];
  for (var i = 0; i < earlier.layers.length; i++) {
    names.push(earlier.layers[i].name);
    earlier.layers[i].name = names[i] + ' (before)';
  }
  return function () {
    for (var j = 0; j < earlier.layers.length; j++) earlier.layers[j].name = names[j];
  };
}

/** Removes what was found: effects first, then layers, then project items of ours that nothing uses any more. */
export function removeEarlierPlan(target: AVLayer, earlier: EarlierPlan): number {
  var i: number;
  for (i = 0; i < earlier.effects.length; i++) effectParade(target).property(earlier.effects[i]).remove();
  var sources: number[] = [];
  for (i = 0; i < earlier.layers.length; i++) {
    sources.push(earlier.layers[i].source.id);
    earlier.layers[i].locked = false;
    earlier.layers[i].remove();
  }
  for (i = 0; i < sources.length; i++) removeUnused(sources[i]);
  return earlier.effects.length + earlier.layers.length;
}
