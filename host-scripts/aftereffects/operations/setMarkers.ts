import type { PlanMarker, SetMarkers } from '#contracts/hostPlan';
import { layerOf, type Session } from '../session.js';
import { placeTime } from '../timing.js';

/** Parameters of a marker are text. They say which beat this was, whatever an editor does to it later. */
function markerOf(session: Session, operation: SetMarkers, marker: PlanMarker, time: number): MarkerValue {
  var value = new MarkerValue(marker.comment);
  value.setParameters({ plan: session.plan.id, operation: operation.id, time: String(time), strength: String(marker.strength) });
  return value;
}

export function setMarkers(session: Session, operation: SetMarkers): void {
  var property = layerOf(session, operation.layer).property('ADBE Marker') as Property;
  var times: number[] = [];
  var values: MarkerValue[] = [];
  for (var i = 0; i < operation.markers.length; i++) {
    var marker = operation.markers[i];
    var time = placeTime(session, marker.time, operation.clock, operation.snap);
    times.push(time);
    values.push(markerOf(session, operation, marker, time));
  }
  property.setValuesAtTimes(times, values as unknown as number[]);
}
