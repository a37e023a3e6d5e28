import type { AddEffect, HostPlan, ImportFootage, SetKeyframes, SetMarkers } from '#contracts/hostPlan';
import type { HostWarning, ResyncConflict, ResyncedPlan } from '#contracts/hostProtocol';
import { mergeKeys, type MergedKeys, type PlainKey } from '../shared/mergeKeys.js';
import type { Progress } from '../shared/reply.js';
import { isBaked, rebakeTrack, tracksOf } from './bakedTrack.js';
import { readCarrier, stateOf, writeCarrier } from './carrier.js';
import { eachTagged, findInstances, nothingApplied, type Instance } from './instance.js';
import { placeKeys, setHoldKeys } from './operations/setKeyframes.js';
import { removeKeys, restorerOf } from './propertyState.js';
import { refreshFootage } from './refreshFootage.js';
import { resyncMarkers } from './resyncMarkers.js';
import { makeSession, type Session } from './session.js';
import { activeComposition } from './targetLayer.js';
import { undoStep, type UndoList } from './undoStep.js';

/** The control layer's sliders by the operation that made them, wherever an editor has moved them. */
function slidersOf(comp: CompItem, instance: Instance): { [operation: string]: Property } {
  var sliders: { [operation: string]: Property } = {};
  eachTagged(comp, instance, function (property, tag) {
    if (readCarrier(property)) sliders[tag.operation] = property;
  });
  return sliders;
}

function keysFor(session: Session, slider: string): SetKeyframes | null {
  var steps = session.plan.operations;
  for (var i = 0; i < steps.length; i++) {
    var step = steps[i];
    if (step.kind === 'setKeyframes' && step.property.effect === slider) return step;
  }
  return null;
}

/** What the new plan wants of a slider, in the form of a carrier. */
function wanted(session: Session, step: AddEffect): PlainKey[] {
  var keyframes = keysFor(session, step.id);
  if (!keyframes) return [{ time: 0, value: step.values[0].value as number }];
  var placed = placeKeys(session, keyframes);
  var keys: PlainKey[] = [];
  for (var i = 0; i < placed.times.length; i++) keys.push({ time: placed.times[i], value: placed.values[i] });
  return keys;
}

/** A slider without keys in both plans: the editor's value stands when it was changed, and so do the editor's own keys on it. */
function mergeValue(base: PlainKey[], slider: Property, next: PlainKey[]): MergedKeys {
  var now = stateOf(slider);
  var touched = slider.numKeys > 0 || Math.abs(now[0].value - base[0].value) > 0.00001;
  var changed = Math.abs(next[0].value - base[0].value) > 0.00001;
  return { keys: touched ? now : next, kept: touched ? 1 : 0, conflicts: touched && changed ? [0] : [] };
}

function resyncSlider(session: Session, step: AddEffect, slider: Property, report: ResyncedPlan): void {
  var carrier = readCarrier(slider);
  if (!carrier) return;
  var next = wanted(session, step);
  var keyed = keysFor(session, step.id) !== null;
  session.undo.push(restorerOf(slider));
  var merged = keyed ? mergeKeys(carrier.keys, stateOf(slider), next, session.comp.frameDuration) : mergeValue(carrier.keys, slider, next);
  if (keyed) {
    removeKeys(slider);
    if (merged.keys.length > 0) setHoldKeys(slider, merged.keys);
  } else if (slider.numKeys === 0) {
    slider.setValue(merged.keys[0].value);
  }
  writeCarrier(slider, carrier.tag, next);
  addToReport(report, step.name, merged);
}

function addToReport(report: ResyncedPlan, slider: string, merged: MergedKeys): void {
  report.kept += merged.kept;
  for (var i = 0; i < merged.conflicts.length; i++) (report.conflicts as ResyncConflict[]).push({ slider: slider, time: merged.conflicts[i] });
}

/** Properties that were baked follow too, by what their expressions now say. */
function resyncBaked(session: Session, instance: Instance, report: ResyncedPlan): void {
  var tracks = tracksOf(session.comp, instance);
  for (var i = 0; i < tracks.length; i++) {
    if (!isBaked(tracks[i])) continue;
    session.undo.push(restorerOf(tracks[i].property));
    addToReport(report, tracks[i].property.name, rebakeTrack(session.comp, instance, tracks[i]));
  }
}

function resyncInstance(session: Session, instance: Instance, progress: Progress, report: ResyncedPlan): void {
  var sliders = slidersOf(session.comp, instance);
  var steps = session.plan.operations;
  for (var i = 0; i < steps.length; i++) {
    var step = steps[i];
    progress.operation = step.id;
    if (step.kind === 'importFootage') refreshFootage(session, step as ImportFootage);
    else if (step.kind === 'addEffect' && sliders[step.id]) resyncSlider(session, step, sliders[step.id], report);
    else if (step.kind === 'setMarkers') resyncMarkers(session, step as SetMarkers, instance.control, report);
  }
  progress.operation = 'bake';
  resyncBaked(session, instance, report);
  progress.operation = '';
}

interface Work {
  plan: HostPlan;
  instances: Instance[];
}

/** Where each plan was applied: on the layer it names, or on the selected ones. Fails when none of them is anywhere. */
function worksFor(comp: CompItem, plans: readonly HostPlan[]): Work[] {
  var works: Work[] = [];
  var count = 0;
  for (var i = 0; i < plans.length; i++) {
    works.push({ plan: plans[i], instances: findInstances(comp, plans[i].id, plans[i].layerId) });
    count += works[i].instances.length;
  }
  if (count === 0) throw nothingApplied(plans.length === 0 ? '' : plans[0].id);
  return works;
}

function resyncWork(comp: CompItem, work: Work, undo: UndoList, progress: Progress): ResyncedPlan {
  var warnings: HostWarning[] = [];
  var names: string[] = [];
  var report: ResyncedPlan = { plan: work.plan.id, layer: '', kept: 0, conflicts: [], warnings: warnings };
  for (var i = 0; i < work.instances.length; i++) {
    var session = makeSession({ plan: work.plan, comp: comp, target: work.instances[i].target, scriptFolder: '', undo: undo });
    resyncInstance(session, work.instances[i], progress, report);
    names.push(session.target.name);
    for (var j = 0; j < session.warnings.length; j++) warnings.push(session.warnings[j]);
  }
  report.layer = names.join(', ');
  return report;
}

/**
 * Brings applied recipes up to new music, settings or depth without making anything anew: keys and values an editor left alone
 * follow the plan, the rest stays, as do layers and effects that were changed or thrown away. Each plan on the layer it names, or on every
 * selected layer that has the recipe; all in one undo step.
 */
export function resyncPlans(plans: readonly HostPlan[], progress: Progress): ResyncedPlan[] {
  var comp = activeComposition();
  var works = worksFor(comp, plans);
  return undoStep(comp, 're-sync', function (undo) {
    var reports: ResyncedPlan[] = [];
    for (var i = 0; i < works.length; i++) reports.push(resyncWork(comp, works[i], undo, progress));
    return reports;
  });
}
