import type { BindLayer } from '#contracts/hostPlan';
import { propertyAt } from '../propertyPath.js';
import { layerOf, type Session } from '../session.js';

/** `LayerInputStageType.SOURCE`. */
var sourceStage = 0;

/**
 * Layer parameters take an index, and After Effects keeps the layer behind it, so later moves do no harm. The source stage is the
 * default; it is set where it can be (26.5) because a preset may have changed the default.
 */
export function bindLayer(session: Session, operation: BindLayer): void {
  var property = propertyAt(session, operation.property);
  var index = layerOf(session, operation.layer).index;
  property.setValue(index);
  var staged = property as unknown as LayerStageProperty;
  if (typeof staged.setInputLayerAndStage === 'function') staged.setInputLayerAndStage(index, sourceStage);
}
