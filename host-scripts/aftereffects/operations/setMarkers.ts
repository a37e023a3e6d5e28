import type { SetMarkers } from '#contracts/hostPlan';
import { layerOf, type Session } from '../session.js';
import { placeTime } from '../timing.js';

/** Parameters of a marker are text. They say which beat this was and what was set, whatever an editor does to it later. */
export function markerOf(session: Session, operation: SetMarkers, beat: number, time: number): MarkerValue {
  var marker = operation.markers[beat];
  var value = new MarkerValue(marker.comment);
  value.setParameters({
    plan: session.plan.id,
    operation: operation.id,
    beat: String(beat),
    count: String(operation.markers.length),
    time: String(time),
    label: marker.comment,
    strength: String(Math.round(marker.strength * 1000) / 1000)
  });
  return value;
}

export function placeMarkers(session: Session, operation: SetMarkers): number[] {
  var times: number[] = [];
  for (var i = 0; i < operation.markers.length; i++) times.push(placeTime(session, operation.markers[i].time, operation.clock, operation.snap));
  return times;
}

export function setMarkers(session: Session, operation: SetMarkers): void {
  var property = layerOf(session, operation.layer).property('ADBE Marker') as Property;
  var times = placeMarkers(session, operation);
  var values: MarkerValue[] = [];
  for (var i = 0; i < times.length; i++) values.push(markerOf(session, operation, i, times[i]));
  property.setValuesAtTimes(times, values as unknown as number[]);
}
