import type { ImportFootage } from '#contracts/hostPlan';
import { footageFile, interpret, noticeMissingFrames, replaceFiles, startInSource } from './footage.js';
import { existingFootage } from './operations/importFootage.js';
import type { Session } from './session.js';
import { readTag } from './tags.js';
import { followCompositionTime, followsCompositionTime } from './timing.js';

function isOf(layer: Layer, session: Session): boolean {
  var tag = readTag(layer.comment);
  return tag !== null && tag.plan === session.plan.id && tag.target === session.target.id;
}

/** The imported files behind a source: itself, or what a composition of ours shows. */
function importBehind(source: AVItem, operation: string): FootageItem | null {
  var tag = readTag(source.comment);
  if (!tag) return null;
  var comp = source as CompItem;
  if (typeof comp.layers === 'undefined') return tag.operation === operation ? (source as FootageItem) : null;
  for (var i = 1; i <= comp.numLayers; i++) {
    var found = importBehind((comp.layer(i) as AVLayer).source, operation);
    if (found) return found;
  }
  return null;
}

/** The item that the layers of this application show for an import, wherever its files were. */
function importInUse(session: Session, operation: ImportFootage): FootageItem | null {
  for (var i = 1; i <= session.comp.numLayers; i++) {
    var layer = session.comp.layer(i) as AVLayer;
    var found = isOf(layer, session) && layer.source ? importBehind(layer.source, operation.id) : null;
    if (found) return found;
  }
  return null;
}

/** In a composition that has the clip's clock the frames stand where the pass now begins. */
function moveInWrapper(session: Session, item: FootageItem, start: number): void {
  for (var i = 0; i < item.usedIn.length; i++) {
    var comp = item.usedIn[i];
    var tag = readTag(comp.comment);
    if (!tag || tag.operation !== (readTag(item.comment) || tag).operation) continue;
    for (var j = 1; j <= comp.numLayers; j++) moveLayer(session, comp.layer(j) as AVLayer, start);
  }
}

function moveLayer(session: Session, layer: AVLayer, start: number): void {
  var before = layer.startTime;
  if (Math.abs(before - start) < 0.0005) return;
  session.undo.push(function () {
    layer.startTime = before;
  });
  layer.startTime = start;
}

/** Layers whose pass runs in composition time read it from where it now begins. */
function moveInCompositionTime(session: Session, start: number): void {
  for (var i = 1; i <= session.comp.numLayers; i++) {
    var layer = session.comp.layer(i) as AVLayer;
    if (isOf(layer, session) && layer.timeRemapEnabled) moveRemap(session, layer.property('ADBE Time Remapping') as Property, start);
  }
}

function moveRemap(session: Session, remap: Property, start: number): void {
  if (!followsCompositionTime(remap)) return;
  var before = remap.expression;
  session.undo.push(function () {
    remap.expression = before;
  });
  followCompositionTime(remap, start);
}

/** Frames that were made again, in the same place or another: the item stays, with everything that uses it. */
export function refreshFootage(session: Session, operation: ImportFootage): void {
  var file = footageFile(session, operation);
  var item = importInUse(session, operation) || existingFootage(file);
  if (!item) return;
  replaceFiles(session, item, operation.sequence, file);
  interpret(item, operation, session.target);
  noticeMissingFrames(session, operation, item);
  moveInWrapper(session, item, startInSource(item, operation, session.target));
  if (operation.placement.clock === 'composition') moveInCompositionTime(session, operation.placement.start);
}
