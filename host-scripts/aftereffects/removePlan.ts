import { findEarlierPlan, removeEarlierPlan } from './earlierPlan.js';
import { requireInstances } from './instance.js';
import { activeComposition } from './targetLayer.js';
import { undoStep } from './undoStep.js';

/** Takes away what applying a plan added, and nothing else, whatever was renamed or re-ordered since. '' removes every plan. */
export function removePlan(plan: string): { removed: number } {
  var comp = activeComposition();
  var instances = requireInstances(comp, plan);
  return undoStep(comp, 'remove', function () {
    var removed = 0;
    for (var i = 0; i < instances.length; i++) {
      removed += removeEarlierPlan(instances[i].target, findEarlierPlan(comp, instances[i].plan, instances[i].target));
    }
    return { removed: removed };
  });
}
