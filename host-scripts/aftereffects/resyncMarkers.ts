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

/** The beat that the plan wants on each frame. */
function beatsByFrame(times: number[], frame: number): { [frame: number]: number | undefined } {
  var beats: { [frame: number]: number | undefined } = {};
  for (var i = 0; i < times.length; i++) beats[Math.round(times[i] / frame)] = i;
  return beats;
}

/** What the plan wants, and which of it is the editor's. */
interface Wanted {
  times: number[];
  /** The beat on each frame. */
  byFrame: { [frame: number]: number | undefined };
  /** True for a beat whose marker an editor has moved, renamed or taken away. */
  held: boolean[];
  /** Places of the editor's markers whose beats the plan moves too. */
  conflicts: number[];
}

function earlierOf(found: Found[], plan: string): Found[] {
  var earlier: Found[] = [];
  for (var i = 0; i < found.length; i++) if (found[i].parameters.plan === plan) earlier.push(found[i]);
  return earlier;
}

/** A touched marker: the beat is known by the frame where it was set; by its number only where the plan has as many beats and wants none there. */
function holdTouched(wanted: Wanted, one: Found, frame: number): void {
  var parameters = one.parameters;
  var beat = wanted.byFrame[Math.round(Number(parameters.time) / frame)];
  if (beat !== undefined) wanted.held[beat] = true;
  else if (wanted.byFrame[Math.round(one.time / frame)] === undefined && Number(parameters.count) === wanted.times.length) {
    wanted.held[Number(parameters.beat)] = true;
    wanted.conflicts.push(one.time);
  }
}

/** Beats whose markers are gone, between two that are there: what the plan wants between these frames; by number where it wants none on them. */
function holdGone(wanted: Wanted, before: Found | null, after: Found | null, frame: number): void {
  var gone = (before || (after as Found)).parameters;
  var first = before ? Number(before.parameters.beat) + 1 : 0;
  var last = after ? Number(after.parameters.beat) : Number(gone.count);
  if (first >= last) return;
  var from = before ? wanted.byFrame[Math.round(Number(before.parameters.time) / frame)] : -1;
  var to = after ? wanted.byFrame[Math.round(Number(after.parameters.time) / frame)] : wanted.times.length;
  if (from === undefined || to === undefined) {
    if (Number(gone.count) !== wanted.times.length) return;
    from = first - 1;
    to = last;
  }
  for (var i = from + 1; i < to; i++) wanted.held[i] = true;
}

function byBeat(a: Found, b: Found): number {
  return Number(a.parameters.beat) - Number(b.parameters.beat);
}

/**
 * Which beats of the plan are the editor's. Numbers alone will not do: when beats were added, deleted, halved or read back since, they mean
 * other beats.
 */
function wantedOf(found: Found[], times: number[], session: Session): Wanted {
  var frame = session.comp.frameDuration;
  var earlier = earlierOf(found, session.plan.id).sort(byBeat);
  var wanted: Wanted = { times: times, byFrame: beatsByFrame(times, frame), held: [], conflicts: [] };
  for (var i = 0; i < earlier.length; i++) {
    if (!isUntouched(earlier[i], session.plan.id, frame)) holdTouched(wanted, earlier[i], frame);
    holdGone(wanted, i === 0 ? null : earlier[i - 1], earlier[i], frame);
  }
  if (earlier.length > 0) holdGone(wanted, earlier[earlier.length - 1], null, frame);
  return wanted;
}

/** A marker of the editor's that says no more than the plan's own would on the same frame (a grid that was read back): the plan's takes its place. */
function saysTheSame(found: Found, plan: string, wanted: string): boolean {
  if (found.parameters.plan === plan) return found.marker.comment === found.parameters.label;
  return found.marker.comment === '' || found.marker.comment === wanted;
}

/** Removes what the plan sets anew, notes which beats are the editor's; how many markers stay. */
function clearMarkers(property: Property, found: Found[], wanted: Wanted, operation: SetMarkers, session: Session): number {
  var frame = session.comp.frameDuration;
  var plan = session.plan.id;
  var kept = 0;
  for (var i = found.length; i >= 1; i--) {
    var one = found[i - 1];
    var untouched = isUntouched(one, plan, frame);
    var beat = wanted.byFrame[Math.round(one.time / frame)];
    var agreed = beat !== undefined && saysTheSame(one, plan, operation.markers[beat].comment);
    if (untouched || agreed) property.removeKey(i);
    else kept++;
    if (beat !== undefined && !untouched) wanted.held[beat] = !agreed;
  }
  return kept;
}

function report(wanted: Wanted, kept: number, resynced: ResyncedPlan): void {
  for (var i = 0; i < wanted.conflicts.length; i++) (resynced.conflicts as ResyncConflict[]).push({ slider: 'Markers', time: wanted.conflicts[i] });
  resynced.kept += kept;
}

/** Untouched markers follow the plan; moved, renamed, deleted and added ones stay as they are. */
export function resyncMarkers(session: Session, operation: SetMarkers, control: AVLayer, resynced: ResyncedPlan): void {
  var property = control.property('ADBE Marker') as Property;
  var found = markersOn(property);
  var times = placeMarkers(session, operation);
  var wanted = wantedOf(found, times, session);
  session.undo.push(function () {
    while (property.numKeys > 0) property.removeKey(property.numKeys);
    for (var k = 0; k < found.length; k++) property.setValueAtTime(found[k].time, found[k].marker as unknown as number);
  });
  report(wanted, clearMarkers(property, found, wanted, operation, session), resynced);
  var newTimes: number[] = [];
  var newValues: MarkerValue[] = [];
  for (var j = 0; j < times.length; j++) {
    if (wanted.held[j]) continue;
    newTimes.push(times[j]);
    newValues.push(markerOf(session, operation, j, times[j]));
  }
  if (newTimes.length > 0) property.setValuesAtTimes(newTimes, newValues as unknown as number[]);
}
