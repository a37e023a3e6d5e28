import { hostFailure, type HostFailure } from '../shared/hostFailure.js';

/** The composition in front. `instanceof` on host objects is unreliable across engines, so the members decide. */
export function activeComposition(): CompItem {
  var item = app.project ? (app.project.activeItem as CompItem | null) : null;
  if (!item || typeof item.layers === 'undefined') {
    throw hostFailure('selection.empty', 'No composition is open: open one and select a footage layer in its timeline.');
  }
  return item;
}

/** Why no plan can be applied to a layer, as code and sentence; null when one can. */
export function troubleWith(layer: Layer): HostFailure | null {
  var picture = layer as AVLayer;
  if (layer.hasVideo !== true || !picture.source || layer.nullLayer || picture.adjustmentLayer || isGenerated(picture.source)) {
    return hostFailure('selection.unsupported', 'The selected layer ' + layer.name + ' has no footage to work on: select a footage layer.');
  }
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

/** The one selected layer that shows footage. */
export function selectedLayer(comp: CompItem): AVLayer {
  var selected = comp.selectedLayers;
  if (selected.length === 0) throw hostFailure('selection.empty', 'No layer is selected: select one footage layer in the timeline.');
  if (selected.length > 1) throw hostFailure('selection.several', 'Several layers are selected: select one footage layer.');
  var trouble = troubleWith(selected[0]);
  if (trouble) throw trouble;
  return selected[0] as AVLayer;
}
