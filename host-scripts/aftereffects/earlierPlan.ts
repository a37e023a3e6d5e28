import type { HostWarning } from '#contracts/hostProtocol';
import { describeError } from '../shared/hostFailure.js';
import { effectParade } from './propertyPath.js';
import { removeUnused } from './projectItems.js';
import type { Session } from './session.js';
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

/** Frees the names of the earlier layers for the new ones. */
export function setAside(session: Session, earlier: EarlierPlan): void {
  for (var i = 0; i < earlier.layers.length; i++) rename(session, earlier.layers[i]);
}

function rename(session: Session, layer: AVLayer): void {
  var name = layer.name;
  session.undo.push(function () {
    layer.name = name;
  });
  layer.name = name + ' (before)';
}

/** Runs a removal; what After Effects does not let go of is told and stays. 1 when it went. */
function attempt(remove: () => void, warnings: HostWarning[]): number {
  try {
    remove();
    return 1;
  } catch (refused) {
    warnings.push({ code: 'plan.leftover', message: 'Something that Depthbeat had added could not be removed: ' + describeError(refused).message });
    return 0;
  }
}

/**
 * Removes what was found: effects first, then layers, then project items of ours that nothing uses any more. Nothing that is removed can
 * be brought back by a script, so a refusal does not stop the rest. How many things went.
 */
export function removeEarlierPlan(target: AVLayer, earlier: EarlierPlan, warnings: HostWarning[]): number {
  var removed = 0;
  var i: number;
  var sources: number[] = [];
  for (i = 0; i < earlier.layers.length; i++) sources.push(earlier.layers[i].source.id);
  for (i = 0; i < earlier.effects.length; i++) removed += attempt(effectRemover(target, earlier.effects[i]), warnings);
  for (i = 0; i < earlier.layers.length; i++) removed += attempt(layerRemover(earlier.layers[i]), warnings);
  for (i = 0; i < sources.length; i++) attempt(itemRemover(sources[i]), warnings);
  return removed;
}

function effectRemover(target: AVLayer, index: number): () => void {
  return function () {
    effectParade(target).property(index).remove();
  };
}

function layerRemover(layer: AVLayer): () => void {
  return function () {
    layer.locked = false;
    layer.remove();
  };
}

function itemRemover(id: number): () => void {
  return function () {
    removeUnused(id);
  };
}
