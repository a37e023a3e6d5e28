import type { PropertyRef } from '#contracts/hostPlan';
import { hostFailure } from '../shared/hostFailure.js';
import { layerOf, type Session } from './session.js';

export function effectParade(layer: AVLayer): PropertyGroup {
  return layer.property('ADBE Effect Parade') as PropertyGroup;
}

/**
 * A property by match names. Effects are fetched anew by index every time: adding one makes earlier references
 * invalid. A name that is not there gives null, not an error, so each step is checked.
 */
export function propertyAt(session: Session, ref: PropertyRef): Property {
  var layer = layerOf(session, ref.layer);
  var place: PropertyGroup = layer;
  if (ref.effect !== undefined) {
    var effect = session.effects[ref.effect];
    if (!effect) throw hostFailure('host.operationFailed', 'The plan names an effect that no step added: ' + ref.effect + '.');
    place = effectParade(effect.layer).property(effect.index) as PropertyGroup;
  }
  for (var i = 0; i < ref.path.length; i++) {
    var next = place.property(ref.path[i]);
    if (!next) throw hostFailure('host.operationFailed', 'This After Effects has no property ' + ref.path[i] + ' on ' + layer.name + '.');
    place = next as PropertyGroup;
  }
  return place as unknown as Property;
}
