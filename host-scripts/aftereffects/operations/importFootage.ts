import type { ImportFootage } from '#contracts/hostPlan';
import { hostFailure } from '../../shared/hostFailure.js';
import { findItem, projectFolder } from '../projectItems.js';
import type { Session } from '../session.js';
import { paceOf } from '../timing.js';
import { printTag, readTag } from '../tags.js';

function footageFile(session: Session, operation: ImportFootage): File {
  var file = new File(operation.path);
  if (!file.exists && operation.relativePath !== undefined && session.scriptFolder !== '') {
    file = new File(session.scriptFolder + '/' + operation.relativePath);
  }
  if (!file.exists) throw hostFailure('media.missing', 'The depth frames are not there: ' + operation.path + '.');
  return file;
}

/** Footage of ours that shows this file already: importing again would double it in the project. */
function existingFootage(file: File): FootageItem | null {
  return findItem(function (item) {
    var source = (item as FootageItem).mainSource as FileSource | undefined;
    return !!readTag(item.comment) && !!source && !!source.file && source.file.fsName === file.fsName;
  }) as FootageItem | null;
}

/** Frames a second at which the frames have to run to lie under the target's. */
function rateFor(operation: ImportFootage, target: AVLayer): number {
  var rate = operation.frameRate.numerator / operation.frameRate.denominator;
  return operation.placement.clock === 'source' ? rate * paceOf(target) : rate;
}

/** The project's default rate for sequences is a preference, so the exact rate is always set; stills have none. Looped footage gets looped depth. */
function interpret(item: FootageItem, operation: ImportFootage, target: AVLayer): void {
  var source = item.mainSource;
  if (!source.isStill) source.conformFrameRate = rateFor(operation, target);
  if (source.hasAlpha) source.alphaMode = AlphaMode.IGNORE;
  var main = (target.source as FootageItem).mainSource;
  if (!source.isStill && main && main.loop > 1) source.loop = main.loop;
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
  var start = operation.placement.clock === 'source' && !item.mainSource.isStill ? operation.placement.start / paceOf(session.target) : 0;
  if (item.width === size.width && item.height === size.height && start < 0.001) return item;
  var duration = item.mainSource.isStill ? session.comp.duration : start + item.duration;
  var rate = item.mainSource.isStill ? session.comp.frameRate : rateFor(operation, session.target);
  var comp = item.parentFolder.items.addComp(operation.name, size.width, size.height, 1, duration, rate);
  session.undo.push(function () {
    comp.remove();
  });
  comp.comment = item.comment;
  var layer = comp.layers.add(item);
  layer.startTime = start;
  (layer.property('ADBE Transform Group').property('ADBE Scale') as Property).setValue([(100 * size.width) / item.width, (100 * size.height) / item.height, 100]);
  return comp;
}

/** The item that an earlier plan imported for this operation, wherever its file was. */
function importedBefore(session: Session, operation: ImportFootage): FootageItem | null {
  return findItem(function (item) {
    var tag = readTag(item.comment);
    return tag !== null && tag.plan === session.plan.id && tag.operation === operation.id && tag.target === session.target.id && !!(item as FootageItem).mainSource;
  }) as FootageItem | null;
}

/** Frames that were made again, in the same place or another: the item stays, with everything that uses it. */
export function refreshFootage(session: Session, operation: ImportFootage): void {
  var item = importedBefore(session, operation) || existingFootage(footageFile(session, operation));
  if (!item) return;
  replaceFiles(item, operation, footageFile(session, operation));
  interpret(item, operation, session.target);
  noticeMissingFrames(session, operation, item);
}

function replaceFiles(item: FootageItem, operation: ImportFootage, file: File): void {
  if (operation.sequence) item.replaceWithSequence(file, false);
  else item.replace(file);
}

/** After Effects counts a sequence from its first to its last file: fewer or more frames than the pass has means files are missing or strange. */
function noticeMissingFrames(session: Session, operation: ImportFootage, item: FootageItem): void {
  if (item.mainSource.isStill) return;
  var frames = Math.round(item.duration * item.frameRate);
  if (frames === operation.frameCount) return;
  session.warnings.push({
    code: 'footage.framesMissing',
    message: 'The depth sequence has ' + frames + ' frames where ' + operation.frameCount + ' were made: make the depth pass again.'
  });
}

export function importFootage(session: Session, operation: ImportFootage): void {
  var file = footageFile(session, operation);
  var item = existingFootage(file);
  if (item) {
    replaceFiles(item, operation, file);
  } else {
    item = importFile(session, operation, file);
  }
  interpret(item, operation, session.target);
  noticeMissingFrames(session, operation, item);
  session.items[operation.id] = asTheClip(session, operation, item);
}
