import type { HostPlan } from '#contracts/hostPlan';
import { hostFailure, type HostFailure } from '../shared/hostFailure.js';
import { readTag } from './tags.js';

/** The composition in front. `instanceof` on host objects is unreliable across engines, so the members decide. */
export function activeComposition(): CompItem {
  var item = app.project ? (app.project.activeItem as CompItem | null) : null;
  if (!item || typeof item.layers === 'undefined') {
    throw hostFailure('selection.empty', 'No composition is open: open one and select a footage layer in its timeline.');
  }
  return item;
}

export function layerById(comp: CompItem, id: number): AVLayer | null {
  for (var i = 1; i <= comp.numLayers; i++) if (comp.layer(i).id === id) return comp.layer(i) as AVLayer;
  return null;
}

export function isComposition(source: AVItem | null | undefined): boolean {
  return !!source && typeof (source as CompItem).layers !== 'undefined';
}

/** What a layer lacks, with what an editor can do about it: text, shapes and solids have a picture once they are pre-composed. */
function unsupported(layer: Layer): HostFailure {
  var picture = layer as AVLayer;
  var canBePrecomposed = layer.hasVideo === true && !layer.nullLayer && !picture.adjustmentLayer;
  var remedy = canBePrecomposed ? 'pre-compose it (Layer > Pre-compose) and select the composition.' : 'select a footage layer.';
  return hostFailure('selection.unsupported', 'The selected layer ' + layer.name + ' has no footage to work on: ' + remedy);
}

/** Why no plan can be applied to a layer, as code and sentence; null when one can. */
export function troubleWith(layer: Layer): HostFailure | null {
  var picture = layer as AVLayer;
  if (layer.hasVideo !== true || !picture.source || layer.nullLayer || picture.adjustmentLayer || isGenerated(picture.source)) return unsupported(layer);
  if (layer.locked) return hostFailure('selection.locked', 'The layer ' + layer.name + ' is locked: unlock it and try again.');
  if ((picture.source as FootageItem).footageMissing) {
    return hostFailure('selection.missingFootage', 'The footage of ' + layer.name + ' is missing: relink it in the project panel.');
  }
  return null;
}

/** A solid or placeholder: footage without a file. A composition has no main source at all. */
function isGenerated(source: AVItem): boolean {
  var main = (source as FootageItem).mainSource;
  return !!main && !(main as FileSource).file;
}

/** The layers a selection speaks of, each once: themselves, or the one that a layer of ours was made for. */
export function meantLayers(comp: CompItem): Layer[] {
  var meant: Layer[] = [];
  var seen: { [id: number]: boolean } = {};
  for (var i = 0; i < comp.selectedLayers.length; i++) {
    var tag = readTag(comp.selectedLayers[i].comment);
    var layer = (tag && layerById(comp, tag.target)) || comp.selectedLayers[i];
    if (!seen[layer.id]) meant.push(layer);
    seen[layer.id] = true;
  }
  return meant;
}

function showOneClip(layers: Layer[]): boolean {
  for (var i = 1; i < layers.length; i++) if ((layers[i] as AVLayer).source.id !== (layers[0] as AVLayer).source.id) return false;
  return true;
}

/** The layers a plan works on: the one it names, or the selected ones, which then have to show one and the same clip. */
export function targetsOf(comp: CompItem, plan: HostPlan): AVLayer[] {
  var named = plan.layerId === undefined ? null : layerById(comp, plan.layerId);
  if (plan.layerId !== undefined && !named) throw hostFailure('selection.empty', 'The layer is no longer in the composition in front: open its composition and try again.');
  var layers: Layer[] = named ? [named] : meantLayers(comp);
  if (layers.length === 0) throw hostFailure('selection.empty', 'No layer is selected: select one footage layer in the timeline.');
  for (var i = 0; i < layers.length; i++) {
    var trouble = troubleWith(layers[i]);
    if (trouble) throw trouble;
  }
  if (!showOneClip(layers)) throw hostFailure('selection.several', 'The selected layers show different clips: select layers of one clip.');
  return layers as AVLayer[];
}
