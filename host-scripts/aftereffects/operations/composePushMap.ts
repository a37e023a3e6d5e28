import type { ComposePushMap } from '#contracts/hostPlan';
import { findItem, projectFolder } from '../projectItems.js';
import type { Session } from '../session.js';
import { printTag, readTag } from '../tags.js';
import { setTrackMatte } from '../trackMatte.js';

/** Mid grey below, the ramp above it through the luminance of the depth: grey * (1 - depth) + ramp * depth. */
function fillComposition(session: Session, comp: CompItem, operation: ComposePushMap): void {
  var grey = comp.layers.addSolid([0.5, 0.5, 0.5], 'Depthbeat neutral', comp.width, comp.height, comp.pixelAspect, comp.duration);
  var solid = grey.source;
  session.undo.push(function () {
    solid.remove();
  });
  solid.comment = comp.comment;
  solid.parentFolder = comp.parentFolder;
  var ramp = comp.layers.add(session.items[operation.ramp], comp.duration);
  var depth = comp.layers.add(session.items[operation.depth]);
  ramp.startTime = 0;
  depth.startTime = 0;
  setTrackMatte(ramp, depth, TrackMatteType.LUMA);
}

function existingMap(session: Session, operation: ComposePushMap): CompItem | null {
  return findItem(function (item) {
    var tag = readTag(item.comment);
    return tag !== null && tag.plan === session.plan.id && tag.operation === operation.id && item.name === operation.name;
  }) as CompItem | null;
}

/** A push map that is there already shows the same footage items, so it needs no making again. */
export function composePushMap(session: Session, operation: ComposePushMap): void {
  var comp = existingMap(session, operation);
  if (!comp) {
    var depth = session.items[operation.depth];
    var rate = depth.frameRate;
    comp = projectFolder(session, operation.folder).items.addComp(operation.name, depth.width, depth.height, depth.pixelAspect, depth.duration, rate);
    var made = comp;
    session.undo.push(function () {
      made.remove();
    });
    comp.comment = printTag({ plan: session.plan.id, operation: operation.id, target: session.target.id, tolerance: 0 });
    fillComposition(session, comp, operation);
  }
  session.items[operation.id] = comp;
}
