import type { DuplicateLayer, ImportFootage } from '#contracts/hostPlan';
import { projectFolder } from '../projectItems.js';
import { keepLayer, layerOf, type Session } from '../session.js';
import { printTag } from '../tags.js';
import { followCompositionTime } from '../timing.js';

/** From the highest index down: removing moves those behind it. */
function clearGroup(layer: AVLayer, matchName: string): void {
  var group = layer.property(matchName) as PropertyGroup | null;
  if (!group) return;
  for (var i = group.numProperties; i >= 1; i--) group.property(i).remove();
}

/** The import behind a source; a push map shows the depth frames it was made of. */
function importOf(session: Session, id: string): ImportFootage | null {
  var operations = session.plan.operations;
  for (var i = 0; i < operations.length; i++) {
    var operation = operations[i];
    if (operation.id === id && operation.kind === 'importFootage') return operation;
    if (operation.id === id && operation.kind === 'composePushMap') return importOf(session, operation.depth);
  }
  return null;
}

/** In and out may never cross, not even on the way. */
function setSpan(layer: AVLayer, inPoint: number, outPoint: number): void {
  if (outPoint > layer.inPoint) {
    layer.outPoint = outPoint;
    layer.inPoint = inPoint;
  } else {
    layer.inPoint = inPoint;
    layer.outPoint = outPoint;
  }
}

/**
 * A pass of what the composition shows runs on the composition's clock, whatever the start, speed and remap of the layer: the copy keeps
 * those, for its transform keys hang on them, and remaps its time to the composition's. In and out are set again, since enabling a
 * remap moves them.
 */
function showInCompositionTime(layer: AVLayer, target: AVLayer, start: number): void {
  layer.timeRemapEnabled = true;
  followCompositionTime(layer.property('ADBE Time Remapping') as Property, start);
  setSpan(layer, target.inPoint, target.outPoint);
}

/** There is no call that makes a solid item alone: a layer is added, its source kept, and the layer removed. */
function solidItem(session: Session, operation: DuplicateLayer, colour: readonly [number, number, number]): AVItem {
  var like = session.target.source;
  var layer = session.comp.layers.addSolid([colour[0], colour[1], colour[2]], operation.name, like.width, like.height, like.pixelAspect);
  var item = layer.source;
  session.undo.push(function () {
    item.remove();
  });
  layer.remove();
  item.comment = printTag({ plan: session.plan.id, operation: operation.id, target: session.target.id, tolerance: 0 });
  item.parentFolder = projectFolder(session, ['Depthbeat']);
  return item;
}

function copyOf(session: Session, operation: DuplicateLayer): AVLayer {
  var source = typeof operation.source === 'string' ? session.items[operation.source] : solidItem(session, operation, operation.source.solid);
  var layer = session.target.duplicate() as AVLayer;
  keepLayer(session, operation.id, layer);
  clearGroup(layer, 'ADBE Effect Parade');
  if (typeof operation.source === 'string') clearGroup(layer, 'ADBE Mask Parade');
  layer.replaceSource(source, false);
  var footage = typeof operation.source === 'string' ? importOf(session, operation.source) : null;
  if (footage && footage.frameCount > 1 && footage.placement.clock === 'composition') showInCompositionTime(layer, session.target, footage.placement.start);
  return layer;
}

/**
 * A copy of the target, not a new layer: stretch, remap, in and out, transform, keys and parent survive without being known here. A solid
 * keeps the masks too, so that fog and shade end where the picture does; depth is seen whole.
 */
export function duplicateLayer(session: Session, operation: DuplicateLayer): void {
  var layer = copyOf(session, operation);
  if (typeof layer.removeTrackMatte === 'function' && layer.hasTrackMatte) layer.removeTrackMatte();
  var neighbour = layerOf(session, operation.place.of);
  if (operation.place.side === 'above') layer.moveBefore(neighbour);
  else layer.moveAfter(neighbour);
  if (layer.hasAudio) layer.audioEnabled = false;
  layer.blendingMode = BlendingMode.NORMAL;
  layer.name = operation.name;
  layer.label = operation.label;
  layer.guideLayer = operation.guide;
  layer.solo = false;
  layer.enabled = operation.visible;
  layer.comment = printTag({ plan: session.plan.id, operation: operation.id, target: session.target.id, tolerance: 0 });
}
