import type { AddControlLayer } from '#contracts/hostPlan';
import { projectFolder } from '../projectItems.js';
import { keepLayer, type Session } from '../session.js';
import { printTag } from '../tags.js';

/** Expressions find the control layer by name, so no other layer of the composition may have it. */
function freeName(comp: CompItem, wanted: string): string {
  var name = wanted;
  for (var count = 2; comp.layers.byName(name); count++) name = wanted + ' ' + count;
  return name;
}

export function addControlLayer(session: Session, operation: AddControlLayer): void {
  var name = freeName(session.comp, operation.name);
  var layer = session.comp.layers.addNull(session.comp.duration);
  var item = layer.source;
  keepLayer(session, operation.id, layer);
  session.undo.push(function () {
    item.remove();
  });
  var tag = printTag({ plan: session.plan.id, operation: operation.id, target: session.target.id, tolerance: 0 });
  item.comment = tag;
  item.name = operation.name;
  item.parentFolder = projectFolder(session, ['Depthbeat']);
  layer.startTime = 0;
  layer.outPoint = session.comp.duration;
  layer.inPoint = 0;
  layer.name = name;
  layer.label = operation.label;
  layer.comment = tag;
  layer.moveBefore(session.target);
}
