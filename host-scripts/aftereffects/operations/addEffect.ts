import type { AddEffect } from '#contracts/hostPlan';
import { hostFailure } from '../../shared/hostFailure.js';
import { effectParade } from '../propertyPath.js';
import { layerOf, type Session } from '../session.js';

function setValues(effect: PropertyGroup, operation: AddEffect): void {
  for (var i = 0; i < operation.values.length; i++) {
    var parameter = effect.property(operation.values[i].parameter) as Property | null;
    if (!parameter) throw hostFailure('host.operationFailed', 'This After Effects has no ' + operation.values[i].parameter + '.');
    parameter.setValue(operation.values[i].value as number);
  }
}

export function addEffect(session: Session, operation: AddEffect): void {
  var layer = layerOf(session, operation.layer);
  var parade = effectParade(layer);
  if (!parade.canAddProperty(operation.matchName)) {
    throw hostFailure('plan.capabilityMissing', 'This After Effects has no effect ' + operation.matchName + '.');
  }
  var index = parade.addProperty(operation.matchName).propertyIndex;
  session.effects[operation.id] = { layer: layer, index: index };
  if (operation.layer === 'target') {
    session.undo.push(function () {
      effectParade(layer).property(index).remove();
    });
  }
  var effect = parade.property(index) as PropertyGroup;
  effect.name = operation.name;
  setValues(effect, operation);
}
