import type { PlanClock } from '#contracts/hostPlan';
import type { Session } from './session.js';

/** Nearest frame of the composition; a tie goes to the earlier one, as in the preview. */
export function snapToFrame(comp: CompItem, time: number): number {
  return Math.ceil(time / comp.frameDuration - 0.5 - 1e-9) * comp.frameDuration;
}

/** Whether source time is one straight line of composition time, rising. */
export function runsForward(layer: AVLayer): boolean {
  return !layer.timeRemapEnabled && layer.stretch > 0;
}

/**
 * How much faster than its file footage runs: an editor may have it interpreted at another rate (slow motion from 60 frames a second).
 * A plan's source times are those of the file.
 */
export function paceOf(layer: AVLayer): number {
  var main = layer.source ? ((layer.source as FootageItem).mainSource as FileSource | undefined) : undefined;
  if (!main || main.isStill || !(main.conformFrameRate > 0) || !(main.nativeFrameRate > 0)) return 1;
  var pace = main.conformFrameRate / main.nativeFrameRate;
  return Math.abs(pace - 1) < 0.0005 ? 1 : pace;
}

var compositionClock = '// Depthbeat: the pass runs in composition time.';

/** Makes a time remap show, at any time of the composition, what is that long after `start` in the source. */
export function followCompositionTime(remap: Property, start: number): void {
  remap.expression = compositionClock + '\ntime - ' + start + ';';
}

export function followsCompositionTime(remap: Property): boolean {
  return remap.expression.indexOf(compositionClock) === 0;
}

/** A plan's time on the composition's clock; source times only for layers that run forward. */
export function compositionTime(session: Session, time: number, clock: PlanClock): number {
  if (clock === 'composition') return time;
  return session.target.startTime + ((time / paceOf(session.target)) * session.target.stretch) / 100;
}

/** Which moment of its file the layer shows at a composition time. */
export function sourceTime(layer: AVLayer, time: number): number {
  var pace = paceOf(layer);
  if (layer.timeRemapEnabled) return pace * ((layer.property('ADBE Time Remapping') as Property).valueAtTime(time, false) as number);
  return (pace * ((time - layer.startTime) * 100)) / layer.stretch;
}

/** Times on the composition's clock, on frames when asked. */
export function placeTime(session: Session, time: number, clock: PlanClock, snap: boolean): number {
  var placed = compositionTime(session, time, clock);
  return snap ? snapToFrame(session.comp, placed) : placed;
}
