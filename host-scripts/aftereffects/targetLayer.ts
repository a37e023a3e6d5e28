import { hostFailure } from '../shared/hostFailure.js';

/** The composition in front. `instanceof` on host objects is unreliable across engines, so the members decide. */
export function activeComposition(): CompItem {
  var item = app.project ? (app.project.activeItem as CompItem | null) : null;
  if (!item || typeof item.layers === 'undefined') {
    throw hostFailure('selection.empty', 'No composition is open: open one and select a footage layer in its timeline.');
  }
  return item;
}

function hasFootage(layer: Layer): boolean {
  return layer.hasVideo === true && !!(layer as AVLayer).source && !layer.nullLayer;
}

/** The one selected layer that shows footage. */
export function selectedLayer(comp: CompItem): AVLayer {
  var selected = comp.selectedLayers;
  if (selected.length === 0) throw hostFailure('selection.empty', 'No layer is selected: select one footage layer in the timeline.');
  if (selected.length > 1) throw hostFailure('selection.several', 'Several layers are selected: select one footage layer.');
  var layer = selected[0];
  if (!hasFootage(layer)) throw hostFailure('selection.unsupported', 'The selected layer ' + layer.name + ' has no footage to work on: select a footage layer.');
  if (layer.locked) throw hostFailure('selection.locked', 'The layer ' + layer.name + ' is locked: unlock it and try again.');
  var source = (layer as AVLayer).source as FootageItem;
  if (source.footageMissing) throw hostFailure('selection.missingFootage', 'The footage of ' + layer.name + ' is missing: relink it in the project panel.');
  return layer as AVLayer;
}
