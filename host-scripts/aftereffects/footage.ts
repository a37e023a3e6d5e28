import type { ImportFootage } from '#contracts/hostPlan';
import { hostFailure } from '../shared/hostFailure.js';
import type { Session } from './session.js';
import { paceOf } from './timing.js';

export function footageFile(session: Session, operation: ImportFootage): File {
  var file = new File(operation.path);
  if (!file.exists && operation.relativePath !== undefined && session.scriptFolder !== '') {
    file = new File(session.scriptFolder + '/' + operation.relativePath);
  }
  if (!file.exists) throw hostFailure('media.missing', 'The depth frames are not there: ' + operation.path + '.');
  return file;
}

/** Frames a second at which the frames have to run to lie under the target's. */
export function rateFor(operation: ImportFootage, target: AVLayer): number {
  var rate = operation.frameRate.numerator / operation.frameRate.denominator;
  return operation.placement.clock === 'source' ? rate * paceOf(target) : rate;
}

/** Seconds of the target's source before the first frame. 0 for a pass that runs in composition time and for stills. */
export function startInSource(item: FootageItem, operation: ImportFootage, target: AVLayer): number {
  return operation.placement.clock === 'source' && !item.mainSource.isStill ? operation.placement.start / paceOf(target) : 0;
}

/**
 * The project's default rate for sequences is a preference, so the exact rate is always set; stills have none. Pixels get the shape of the
 * target's. Looped footage gets looped depth.
 */
export function interpret(item: FootageItem, operation: ImportFootage, target: AVLayer): void {
  var source = item.mainSource;
  if (!source.isStill) source.conformFrameRate = rateFor(operation, target);
  if (source.hasAlpha) source.alphaMode = AlphaMode.IGNORE;
  item.pixelAspect = target.source.pixelAspect;
  var main = (target.source as FootageItem).mainSource;
  if (!source.isStill && main && main.loop > 1) source.loop = main.loop;
}

/** Shows other files in the place of those an item has, or the same ones as they are now; what uses the item stays. */
export function replaceFiles(session: Session, item: FootageItem, sequence: boolean, file: File): void {
  var before = (item.mainSource as FileSource).file;
  session.undo.push(function () {
    putFile(item, sequence, before);
  });
  putFile(item, sequence, file);
}

function putFile(item: FootageItem, sequence: boolean, file: File): void {
  if (sequence) item.replaceWithSequence(file, false);
  else item.replace(file);
}

/** After Effects counts a sequence from its first to its last file: fewer or more frames than the pass has means files are missing or strange. */
export function noticeMissingFrames(session: Session, operation: ImportFootage, item: FootageItem): void {
  var source = item.mainSource;
  if (source.isStill) return;
  var frames = Math.round(item.duration * item.frameRate);
  if (frames === operation.frameCount || frames === operation.frameCount * source.loop) return;
  session.warnings.push({
    code: 'footage.framesMissing',
    message: 'The depth sequence has ' + frames + ' frames where ' + operation.frameCount + ' were made: make the depth pass again.'
  });
}
