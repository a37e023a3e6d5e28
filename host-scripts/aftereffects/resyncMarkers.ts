import type { SetMarkers } from '#contracts/hostPlan';
import type { ResyncConflict, ResyncedPlan } from '#contracts/hostProtocol';
import { markerOf, placeMarkers } from './operations/setMarkers.js';
import type { Session } from './session.js';

interface Parameters {
  plan?: string;
  beat?: string;
  count?: string;
  time?: string;
  label?: string;
}

interface Found {
  time: number;
  marker: MarkerValue;
  parameters: Parameters;
}

function markersOn(property: Property): Found[] {
  var found: Found[] = [];
  for (var i = 1; i <= property.numKeys; i++) {
    var marker = property.keyValue(i) as unknown as MarkerValue;
    found.push({ time: property.keyTime(i), marker: marker, parameters: marker.getParameters() as Parameters });
  }
  return found;
}

function isUntouched(found: Found, plan: string, frame: number): boolean {
  var parameters = found.parameters;
  return parameters.plan === plan && Math.abs(Number(parameters.time) - found.time) < frame / 4 && found.marker.comment === parameters.label;
}

/** Numbers of the beats whose markers an editor has moved, renamed or taken away. */
function touchedBeats(found: Found[], plan: string, frame: number): { [beat: number]: boolean } {
  var touched: { [beat: number]: boolean } = {};
  var seen: { [beat: number]: boolean } = {};
  var count = 0;
  for (var i = 0; i < found.length; i++) {
    if (found[i].parameters.plan !== plan) continue;
    var beat = Number(found[i].parameters.beat);
    count = Number(found[i].parameters.count);
    seen[beat] = true;
    if (!isUntouched(found[i], plan, frame)) touched[beat] = true;
  }
  for (var j = 0; j < count; j++) if (!seen[j]) touched[j] = true;
  return touched;
}

/** A beat whose marker an editor has touched and that the plan moves too: the editor's version stands, and is told. */
function listConflicts(found: Found[], touched: { [beat: number]: boolean }, times: number[], session: Session, report: ResyncedPlan): void {
  for (var i = 0; i < found.length; i++) {
    var parameters = found[i].parameters;
    var beat = Number(parameters.beat);
    if (parameters.plan !== session.plan.id || !touched[beat] || times[beat] === undefined) continue;
    if (Math.abs(times[beat] - Number(parameters.time)) > session.comp.frameDuration / 4) (report.conflicts as ResyncConflict[]).push({ slider: 'Markers', time: found[i].time });
  }
}

/** Untouched markers follow the plan; moved, renamed, deleted and added ones stay as they are. */
export function resyncMarkers(session: Session, operation: SetMarkers, control: AVLayer, report: ResyncedPlan): void {
  var property = control.property('ADBE Marker') as Property;
  var frame = session.comp.frameDuration;
  var found = markersOn(property);
  var touched = touchedBeats(found, session.plan.id, frame);
  session.undo.push(function () {
    while (property.numKeys > 0) property.removeKey(property.numKeys);
    for (var k = 0; k < found.length; k++) property.setValueAtTime(found[k].time, found[k].marker as unknown as number);
  });
  for (var i = found.length; i >= 1; i--) {
    if (isUntouched(found[i - 1], session.plan.id, frame)) property.removeKey(i);
    else report.kept++;
  }
  var times = placeMarkers(session, operation);
  listConflicts(found, touched, times, session, report);
  var newTimes: number[] = [];
  var newValues: MarkerValue[] = [];
  for (var j = 0; j < times.length; j++) {
    if (touched[j]) continue;
    newTimes.push(times[j]);
    newValues.push(markerOf(session, operation, j, times[j]));
  }
  if (newTimes.length > 0) property.setValuesAtTimes(newTimes, newValues as unknown as number[]);
}
