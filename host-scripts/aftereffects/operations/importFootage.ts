import type { ImportFootage } from '#contracts/hostPlan';
import { footageFile, interpret, noticeMissingFrames, rateFor, replaceFiles, startInSource } from '../footage.js';
import { findItem, projectFolder } from '../projectItems.js';
import type { Session } from '../session.js';
import { printTag, readTag } from '../tags.js';

/** Footage of ours that shows this file already: importing again would double it in the project. */
export function existingFootage(file: File): FootageItem | null {
  return findItem(function (item) {
    var source = (item as FootageItem).mainSource as FileSource | undefined;
    return !!readTag(item.comment) && !!source && !!source.file && source.file.fsName === file.fsName;
  }) as FootageItem | null;
}

function importFile(session: Session, operation: ImportFootage, file: File): FootageItem {
  var options = new ImportOptions(file);
  options.importAs = ImportAsType.FOOTAGE;
  options.sequence = operation.sequence;
  var item = app.project.importFile(options) as FootageItem;
  session.undo.push(function () {
    item.remove();
  });
  item.name = operation.name;
  item.comment = printTag({ plan: session.plan.id, operation: operation.id, target: session.target.id, tolerance: 0 });
  item.parentFolder = projectFolder(session, operation.folder);
  return item;
}

/**
 * Effects and mattes take a layer's source as it is, and a copy of the target shows it from its own start: a pass made at another size,
 * or of a part of the clip that begins later, is put into a composition that has the picture's size and the clip's clock. Moving the start
 * of the copy instead would move its transform keys along.
 */
function asTheClip(session: Session, operation: ImportFootage, item: FootageItem): AVItem {
  var size = operation.pictureSize;
  var start = startInSource(item, operation, session.target);
  if (item.width === size.width && item.height === size.height && start < 0.001) return item;
  var duration = item.mainSource.isStill ? session.comp.duration : start + item.duration;
  var rate = item.mainSource.isStill ? session.comp.frameRate : rateFor(operation, session.target);
  var comp = item.parentFolder.items.addComp(operation.name, size.width, size.height, item.pixelAspect, duration, rate);
  session.undo.push(function () {
    comp.remove();
  });
  comp.comment = item.comment;
  var layer = comp.layers.add(item);
  layer.startTime = start;
  (layer.property('ADBE Transform Group').property('ADBE Scale') as Property).setValue([(100 * size.width) / item.width, (100 * size.height) / item.height, 100]);
  return comp;
}

export function importFootage(session: Session, operation: ImportFootage): void {
  var file = footageFile(session, operation);
  var item = existingFootage(file);
  if (item) {
    replaceFiles(session, item, operation.sequence, file);
  } else {
    item = importFile(session, operation, file);
  }
  interpret(item, operation, session.target);
  noticeMissingFrames(session, operation, item);
  session.items[operation.id] = asTheClip(session, operation, item);
}
