import type { AddEffect } from '#contracts/hostPlan';
import { propertyAt } from './propertyPath.js';
import { stateOf, writeCarrier } from './carrier.js';
import type { Session } from './session.js';

/** Sliders that an operation of the plan gives an expression are computed and carry their tag in it. */
function isComputed(session: Session, slider: AddEffect): boolean {
  var steps = session.plan.operations;
  for (var i = 0; i < steps.length; i++) {
    var step = steps[i];
    if (step.kind === 'setExpression' && step.property.effect === slider.id) return true;
  }
  return false;
}

/** After a plan was carried out: writes on each slider of the control layer what it was set to. */
export function rememberBase(session: Session): void {
  var steps = session.plan.operations;
  for (var i = 0; i < steps.length; i++) {
    var step = steps[i];
    if (step.kind !== 'addEffect' || step.layer !== 'control' || isComputed(session, step)) continue;
    var slider = propertyAt(session, { layer: 'control', effect: step.id, path: [step.values[0].parameter] });
    writeCarrier(slider, { plan: session.plan.id, operation: step.id, target: session.target.id, tolerance: 0 }, stateOf(slider));
  }
}
