import type { SetKeyframes } from '#contracts/hostPlan';
import type { PlainKey } from '../../shared/mergeKeys.js';
import { propertyAt } from '../propertyPath.js';
import type { Session } from '../session.js';
import { placeTime, runsForward, snapToFrame, sourceTime } from '../timing.js';

/** Keys on the composition's clock. */
export interface Keys {
  times: number[];
  values: number[];
}

/** The value held at a source time; half a millisecond early counts, since remapped times are not exact. */
function valueAt(operation: SetKeyframes, time: number): number {
  var held = operation.values[0];
  for (var i = 0; i < operation.times.length && operation.times[i] <= time + 0.0005; i++) held = operation.values[i];
  return held;
}

/** For remapped and reversed layers source times have no single place: each frame of the layer is asked which value it shows. */
function followSource(session: Session, operation: SetKeyframes): Keys {
  var keys: Keys = { times: [], values: [] };
  var end = Math.min(session.target.outPoint, session.comp.duration);
  for (var time = snapToFrame(session.comp, Math.max(0, session.target.inPoint)); time < end; time += session.comp.frameDuration) {
    var value = valueAt(operation, sourceTime(session.target, time));
    if (keys.values.length === 0 || keys.values[keys.values.length - 1] !== value) {
      keys.times.push(time);
      keys.values.push(value);
    }
  }
  return keys;
}

/** Plan times on the composition's clock, rising; of two keys on one frame the higher stays, as in the preview. */
export function placeKeys(session: Session, operation: SetKeyframes): Keys {
  if (operation.clock === 'source' && !runsForward(session.target)) return followSource(session, operation);
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
function setAll(property: Property, times: number[], values: number[]): void {
  property.setValuesAtTimes(times, values);
  for (var i = 1; i <= property.numKeys; i++) {
    property.setInterpolationTypeAtKey(i, KeyframeInterpolationType.HOLD, KeyframeInterpolationType.HOLD);
  }
}

export function setHoldKeys(property: Property, keys: PlainKey[]): void {
  var times: number[] = [];
  var values: number[] = [];
  for (var i = 0; i < keys.length; i++) {
    times.push(keys[i].time);
    values.push(keys[i].value);
  }
  setAll(property, times, values);
}

export function setKeyframes(session: Session, operation: SetKeyframes): void {
  var keys = placeKeys(session, operation);
  if (keys.times.length > 0) setAll(propertyAt(session, operation.property), keys.times, keys.values);
}
