import type { AddEffect, HostPlan, ImportFootage, SetKeyframes, SetMarkers } from '#contracts/hostPlan';
import type { ResyncConflict, ResyncedPlan } from '#contracts/hostProtocol';
import { mergeKeys, type MergedKeys, type PlainKey } from '../shared/mergeKeys.js';
import type { Progress } from '../shared/reply.js';
import { readCarrier, stateOf, writeCarrier } from './carrier.js';
import { eachTagged, requireInstances, type Instance } from './instance.js';
import { refreshFootage } from './operations/importFootage.js';
import { placeKeys, setHoldKeys } from './operations/setKeyframes.js';
import { resyncMarkers } from './resyncMarkers.js';
import { makeSession, type Session } from './session.js';
import { activeComposition } from './targetLayer.js';
import { undoStep } from './undoStep.js';

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

function removeKeys(slider: Property): void {
  for (var i = slider.numKeys; i >= 1; i--) slider.removeKey(i);
}

/** Puts keys back exactly as they were, for a re-sync that fails later. */
function restorer(slider: Property): () => void {
  var before = stateOf(slider);
  var keyed = slider.numKeys > 0;
  var carried = slider.expression;
  return function () {
    removeKeys(slider);
    if (keyed) setHoldKeys(slider, before);
    else slider.setValue(before[0].value);
    slider.expression = carried;
    slider.expressionEnabled = false;
  };
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
  session.undo.push(restorer(slider));
  var merged = keyed ? mergeKeys(carrier.keys, stateOf(slider), next, session.comp.frameDuration) : mergeValue(carrier.keys, slider, next);
  if (keyed) {
    removeKeys(slider);
    if (merged.keys.length > 0) setHoldKeys(slider, merged.keys);
  } else if (slider.numKeys === 0) {
    slider.setValue(merged.keys[0].value);
  }
  writeCarrier(slider, carrier.tag, next);
  report.kept += merged.kept;
  for (var i = 0; i < merged.conflicts.length; i++) (report.conflicts as ResyncConflict[]).push({ slider: step.name, time: merged.conflicts[i] });
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
  progress.operation = '';
}

function takeBack(session: Session): void {
  for (var i = session.undo.length - 1; i >= 0; i--) session.undo[i]();
}

/**
 * Brings an applied recipe up to new music, settings or depth without making anything anew: keys and values an editor left alone
 * follow the plan, the rest stays, as do layers and effects that were changed or thrown away.
 */
export function resync(plan: HostPlan, progress: Progress): ResyncedPlan {
  var comp = activeComposition();
  var instance = requireInstances(comp, plan.id)[0];
  var session = makeSession(plan, comp, instance.target, '');
  var report: ResyncedPlan = { plan: plan.id, kept: 0, conflicts: [] };
  return undoStep(comp, 're-sync', function () {
    try {
      resyncInstance(session, instance, progress, report);
    } catch (thrown) {
      takeBack(session);
      throw thrown;
    }
    return report;
  });
}
