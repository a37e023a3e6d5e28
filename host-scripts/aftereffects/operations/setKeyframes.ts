import type { SetKeyframes } from '#contracts/hostPlan';
import { propertyAt } from '../propertyPath.js';
import type { Session } from '../session.js';
import { placeTime } from '../timing.js';

interface Keys {
  times: number[];
  values: number[];
}

/** Plan times on the composition's clock, rising; of two keys on one frame the higher stays, as in the preview. */
function placeKeys(session: Session, operation: SetKeyframes): Keys {
  var keys: Keys = { times: [], values: [] };
  for (var i = 0; i < operation.times.length; i++) {
    var time = placeTime(session, operation.times[i], operation.clock, operation.snap);
    var last = keys.times.length - 1;
    if (last < 0 || time - keys.times[last] > session.comp.frameDuration / 1000) {
      keys.times.push(time);
      keys.values.push(operation.values[i]);
    } else if (operation.clock === 'source' || operation.values[i] > keys.values[last]) {
      keys.values[last] = operation.values[i];
    }
  }
  return keys;
}

/** One call for all keys: a song has thousands. */
export function setKeyframes(session: Session, operation: SetKeyframes): void {
  var property = propertyAt(session, operation.property);
  var keys = placeKeys(session, operation);
  property.setValuesAtTimes(keys.times, keys.values);
  for (var i = 1; i <= property.numKeys; i++) {
    property.setInterpolationTypeAtKey(i, KeyframeInterpolationType.HOLD, KeyframeInterpolationType.HOLD);
  }
}
