import { expect } from 'chai';
import type { HostReply } from '#contracts/hostProtocol';
import { planProxy } from '#core/lowering/planProxy';
import { recipes } from '#core/recipes/index';
import { frameRate } from '#core/time/frameRate';
import { passportOf } from '../fixtures/recipeInputs.js';
import type { FakeParade } from './fakeAfterEffects/propertyGroup.js';
import { snapshot } from './snapshot.js';
import { apply, call, depthPath, makeStage, planFor, type Stage } from './stage.js';

/** A project an editor has worked in: a selected layer with an effect of its own, timing, a parent and something waiting to be rendered. */
function livedIn(): Stage {
  const stage = makeStage();
  const { world, comp, target } = stage;
  world.undoDepth = 1;
  const parent = (comp.layers as { add(item: unknown): Stage['target'] }).add(target.source);
  target.parent = parent;
  target.stretch = 150;
  target.inPoint = 1;
  (target.property('ADBE Effect Parade') as FakeParade).addProperty('ADBE Optics Compensation');
  for (const layer of comp._layers) layer.selected = layer === target;
  world.undoDepth = 0;
  world.calls.changes = 0;
  return stage;
}

/**
 * Runs an action with each of its changes failing in turn (every `stride`th); nothing may be left of it. The last `cleanUp` changes are
 * themselves the tidying up.
 */
function expectNothingLeft(prepare: () => Stage, act: (stage: Stage) => HostReply<unknown>, stride: number, cleanUp = 0): void {
  const whole = prepare();
  const first = whole.world.calls.changes;
  expect(act(whole)).to.deep.include({ ok: 1 });
  const changes = whole.world.calls.changes - first;
  expect(changes).to.be.above(5);
  for (let failing = 1; failing <= changes - cleanUp; failing += stride) {
    const stage = prepare();
    const before = snapshot(stage.world);
    stage.world.quirks.failsAt = stage.world.calls.changes + failing;
    const reply = act(stage);
    if (reply.ok === 1) continue;
    expect(reply.message).to.include('failed');
    expect(snapshot(stage.world), `change ${failing} of ${changes}, ${reply.operation}`).to.deep.equal(before);
    expect(stage.world.undoDepth).to.equal(0);
  }
}

const shifted = passportOf(frameRate(25), [[10, 99, 0.9, 0.2], [100, 199, 0.7, 0.1]]);

describe('a failure in the middle leaves the project as it was, whichever change After Effects refuses', () => {
  for (const recipe of Object.values(recipes)) {
    it(`applying ${recipe.id}`, () => {
      const plan = planFor({ recipe, passport: shifted });
      expectNothingLeft(livedIn, (stage) => apply(stage, plan), 3);
    });
  }

  it('applying to two layers at once, every change', () => {
    const plan = planFor({ recipe: recipes['fog-pulse'] });
    const two = (): Stage => {
      const stage = livedIn();
      for (const layer of stage.comp._layers) layer.selected = true;
      stage.world.calls.changes = 0;
      return stage;
    };
    expectNothingLeft(two, (stage) => apply(stage, plan), 5);
  });

  it('putting a smaller pass in', () => {
    const small = (): Stage => {
      const stage = livedIn();
      stage.world.disk.sequences.set(depthPath, { frames: 200, width: 640, height: 360 });
      return stage;
    };
    expectNothingLeft(small, (stage) => apply(stage, planFor({ recipe: recipes['rack-focus'] })), 2);
  });

  it('rendering a proxy', () => {
    const plan = planProxy({ folder: '/proxies' });
    expectNothingLeft(livedIn, (stage) => apply(stage, plan), 1, 2);
  });

  it('re-syncing, baking and unbaking', () => {
    const plan = planFor({ recipe: recipes['parallax-punch'] });
    const next = planFor({ recipe: recipes['parallax-punch'], musicOffset: 0.4, values: { sideways: 3 } });
    const applied = (): Stage => {
      const stage = livedIn();
      expect(apply(stage, plan)).to.deep.include({ ok: 1 });
      stage.world.disk.texts.set('/plans/next.json', JSON.stringify(next));
      return stage;
    };
    expectNothingLeft(applied, (stage) => call(stage, 'resync', '/plans/next.json'), 2);
    expectNothingLeft(applied, (stage) => call(stage, 'bake', plan.id), 7);
    const baked = (): Stage => {
      const stage = applied();
      expect(call(stage, 'bake', plan.id)).to.deep.include({ ok: 1 });
      return stage;
    };
    expectNothingLeft(baked, (stage) => call(stage, 'unbake', plan.id), 5);
  });

  it('what cannot be removed is told, and the rest goes', () => {
    const stage = livedIn();
    const plan = planFor({ recipe: recipes['fog-pulse'] });
    apply(stage, plan);
    stage.world.quirks.failsAt = stage.world.calls.changes + 2;
    const reply = call<{ removed: number; warnings: { code: string }[] }>(stage, 'removePlan', plan.id);
    if (reply.ok === 0) throw new Error(reply.message);
    expect(reply.v.warnings.map(({ code }) => code)).to.deep.equal(['plan.leftover']);
    expect(call(stage, 'removePlan', plan.id)).to.deep.include({ ok: 1 });
    expect(stage.comp._layers).to.have.length(2);
  });
});
