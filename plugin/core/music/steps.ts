import type { Unit } from '#contracts/units';

/** Long work cut into steps: yields the part done, so that whoever runs it can report, let others have a turn, or stop. */
export type Steps<Outcome> = Generator<Unit, Outcome, undefined>;

/** Runs all steps at once. */
export function runSteps<Outcome>(steps: Steps<Outcome>): Outcome {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Steps whose progress counts as the stretch `from`..`to` of a longer work. */
export function* stretchOf<Outcome>(steps: Steps<Outcome>, from: Unit, to: Unit): Steps<Outcome> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}
