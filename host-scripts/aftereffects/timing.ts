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

/** A plan's time on the composition's clock; source times only for layers that run forward. */
export function compositionTime(session: Session, time: number, clock: PlanClock): number {
  if (clock === 'composition') return time;
  return session.target.startTime + (time * session.target.stretch) / 100;
}

/** Which moment of its footage the layer shows at a composition time. */
export function sourceTime(layer: AVLayer, time: number): number {
  if (layer.timeRemapEnabled) return (layer.property('ADBE Time Remapping') as Property).valueAtTime(time, false) as number;
  return ((time - layer.startTime) * 100) / layer.stretch;
}

/** Times on the composition's clock, on frames when asked. */
export function placeTime(session: Session, time: number, clock: PlanClock, snap: boolean): number {
  var placed = compositionTime(session, time, clock);
  return snap ? snapToFrame(session.comp, placed) : placed;
}
