import type { HostGridReading } from '#contracts/hostProtocol';
import { keysOf, readCarrier } from './carrier.js';
import { eachTagged, requireInstances, type Instance } from './instance.js';
import { activeComposition } from './targetLayer.js';

function numberOr(text: string | undefined, other: number): number {
  return text === undefined || isNaN(Number(text)) ? other : Number(text);
}

/** The slider whose keys move the picture; sections only calm it. */
function beatSlider(comp: CompItem, instance: Instance): Property | null {
  var found: Property | null = null;
  eachTagged(comp, instance, function (property, tag) {
    if (!found && /^events\./.test(tag.operation) && tag.operation !== 'events.sections' && readCarrier(property)) found = property;
  });
  return found;
}

function readKeys(comp: CompItem, instance: Instance, reading: HostGridReading): void {
  var slider = beatSlider(comp, instance);
  var carrier = slider ? readCarrier(slider) : null;
  if (!slider || !carrier) return;
  var keys = keysOf(slider);
  for (var i = 0; i < keys.length; i++) (reading.keys as HostGridReading['keys'][number][]).push({ time: keys[i].time, value: keys[i].value });
  for (var j = 0; j < carrier.keys.length; j++) (reading.setKeys as number[]).push(carrier.keys[j].time);
}

/** The beats as they lie in the composition now, each with what the plan had set; reads, changes nothing. */
export function readGrid(plan: string): HostGridReading {
  var comp = activeComposition();
  var instance = requireInstances(comp, plan)[0];
  var property = instance.control.property('ADBE Marker') as Property;
  var reading: HostGridReading = { plan: instance.plan, markers: [], keys: [], setKeys: [] };
  readKeys(comp, instance, reading);
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
