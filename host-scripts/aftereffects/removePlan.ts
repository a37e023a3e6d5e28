import type { HostWarning, RemovedPlan } from '#contracts/hostProtocol';
import { findEarlierPlan, removeEarlierPlan } from './earlierPlan.js';
import { requireInstances } from './instance.js';
import { activeComposition } from './targetLayer.js';
import { undoStep } from './undoStep.js';

/** Takes away what applying a plan added, and nothing else, whatever was renamed or re-ordered since. '' removes every plan. */
export function removePlan(plan: string): RemovedPlan {
  var comp = activeComposition();
  var instances = requireInstances(comp, plan);
  return undoStep(comp, 'remove', function () {
    var removed = 0;
    var warnings: HostWarning[] = [];
    for (var i = 0; i < instances.length; i++) {
      var target = instances[i].target;
      removed += removeEarlierPlan(target, findEarlierPlan(comp, instances[i].plan, target), warnings);
    }
    return { removed: removed, warnings: warnings };
  });
}
