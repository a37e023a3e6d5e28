import type { SetExpression } from '#contracts/hostPlan';
import { hostFailure } from '../../shared/hostFailure.js';
import { writeJson } from '../../shared/json.js';
import { propertyAt } from '../propertyPath.js';
import { layerOf, type Session } from '../session.js';
import { printTag } from '../tags.js';

/** Puts the names of layers in, as quoted ASCII text, and the tag behind the value, as a comment. */
function finishExpression(session: Session, operation: SetExpression): string {
  var parts = operation.expression.split('@{');
  var text = parts[0];
  for (var i = 1; i < parts.length; i++) {
    var end = parts[i].indexOf('}');
    text += writeJson(layerOf(session, parts[i].substring(0, end)).name) + parts[i].substring(end + 1);
  }
  return text + '\n// ' + printTag({ plan: session.plan.id, operation: operation.id, target: session.target.id, tolerance: operation.tolerance || 0 });
}

/** Depending on the version a bad expression raises or only fills `expressionError`; both are a failed step. */
export function setExpression(session: Session, operation: SetExpression): void {
  var property = propertyAt(session, operation.property);
  if (!property.canSetExpression) throw hostFailure('host.operationFailed', 'The property ' + property.name + ' takes no expression.');
  property.expression = finishExpression(session, operation);
  property.expressionEnabled = true;
  if (property.expressionError) throw hostFailure('host.operationFailed', property.expressionError);
}
