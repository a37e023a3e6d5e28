import { hostFailure, type HostFailure } from '../shared/hostFailure.js';
import { effectParade } from './propertyPath.js';
import { readTag, type Tag } from './tags.js';
import { layerById, meantLayers } from './targetLayer.js';

/** One recipe on one layer, as found in the composition. */
export interface Instance {
  plan: string;
  target: AVLayer;
  control: AVLayer;
}

function tagOf(layer: Layer): Tag | null {
  return readTag(layer.comment);
}

function meantTargets(comp: CompItem): { [id: number]: boolean } {
  var meant: { [id: number]: boolean } = {};
  var layers = meantLayers(comp);
  for (var i = 0; i < layers.length; i++) meant[layers[i].id] = true;
  return meant;
}

/** Every application of a plan in the composition (all plans for ''); on the layer of that id, else with a selection only those on the selected layers. */
export function findInstances(comp: CompItem, plan: string, layerId?: number): Instance[] {
  var meant = meantTargets(comp);
  var all = comp.selectedLayers.length === 0;
  if (layerId !== undefined) {
    meant = {};
    meant[layerId] = true;
    all = false;
  }
  var found: Instance[] = [];
  for (var i = 1; i <= comp.numLayers; i++) {
    var tag = tagOf(comp.layer(i));
    if (!tag || tag.operation !== 'control' || (plan !== '' && tag.plan !== plan)) continue;
    var target = layerById(comp, tag.target);
    if (target && (all || meant[tag.target])) found.push({ plan: tag.plan, target: target, control: comp.layer(i) as AVLayer });
  }
  return found;
}

/** `plan` as in `findInstances`. */
export function nothingApplied(plan: string): HostFailure {
  var words = plan === '' ? 'There is nothing of Depthbeat on the selected layer: apply a recipe first.' : 'This recipe is not on the selected layer: apply it first, or choose the one that is.';
  return hostFailure('selection.unsupported', words);
}

/** As `findInstances`, and a failure when there is none. */
export function requireInstances(comp: CompItem, plan: string): Instance[] {
  var found = findInstances(comp, plan);
  if (found.length === 0) throw nothingApplied(plan);
  return found;
}

/** Calls `visit` for every property that carries a tag of the instance, on all layers it touches. */
export function eachTagged(comp: CompItem, instance: Instance, visit: (property: Property, tag: Tag) => void): void {
  for (var i = 1; i <= comp.numLayers; i++) {
    var layer = comp.layer(i) as AVLayer;
    var tag = tagOf(layer);
    var ours = layer.id === instance.target.id || (tag !== null && tag.plan === instance.plan && tag.target === instance.target.id);
    if (!ours) continue;
    visitGroup(layer.property('ADBE Transform Group') as PropertyGroup, instance, visit);
    var parade = effectParade(layer);
    for (var j = 1; parade && j <= parade.numProperties; j++) visitGroup(parade.property(j) as PropertyGroup, instance, visit);
  }
}

function visitGroup(group: PropertyGroup, instance: Instance, visit: (property: Property, tag: Tag) => void): void {
  for (var i = 1; i <= group.numProperties; i++) {
    var property = group.property(i) as Property;
    if (!property.canSetExpression) continue;
    var tag = readTag(property.expression);
    if (tag && tag.plan === instance.plan && tag.target === instance.target.id) visit(property, tag);
  }
}
