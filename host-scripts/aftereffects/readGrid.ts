import type { HostGridReading } from '#contracts/hostProtocol';
import { requireInstances } from './instance.js';
import { activeComposition } from './targetLayer.js';

function numberOr(text: string | undefined, other: number): number {
  return text === undefined || isNaN(Number(text)) ? other : Number(text);
}

/** The beats as they lie in the composition now, each with what the plan had set; reads, changes nothing. */
export function readGrid(plan: string): HostGridReading {
  var instance = requireInstances(activeComposition(), plan)[0];
  var property = instance.control.property('ADBE Marker') as Property;
  var reading: HostGridReading = { plan: instance.plan, markers: [] };
  for (var i = 1; i <= property.numKeys; i++) {
    var marker = property.keyValue(i) as unknown as MarkerValue;
    var parameters = marker.getParameters() as { [name: string]: string | undefined };
    var ours = parameters.plan === instance.plan;
    (reading.markers as HostGridReading['markers'][number][]).push({
      time: property.keyTime(i),
      comment: marker.comment,
      beat: ours ? numberOr(parameters.beat, -1) : -1,
      setTime: ours ? numberOr(parameters.time, -1) : -1
    });
  }
  return reading;
}
