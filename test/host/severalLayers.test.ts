import { expect } from 'chai';
import type { AppliedPlan, HostReply, ResyncedPlan } from '#contracts/hostProtocol';
import { recipes } from '#core/recipes/index';
import { steadyGrid } from '../fixtures/recipeInputs.js';
import { FakeFootage } from './fakeAfterEffects/items.js';
import type { FakeLayer } from './fakeAfterEffects/layer.js';
import type { FakeProperty } from './fakeAfterEffects/property.js';
import type { FakeParade } from './fakeAfterEffects/propertyGroup.js';
import { snapshot } from './snapshot.js';
import { apply, byHand, call, depthPath, makeStage, planFor, type Stage } from './stage.js';

const plan = planFor({ recipe: recipes['rack-focus'] });
const effectNames = (layer: FakeLayer): string[] => (layer.property('ADBE Effect Parade') as FakeParade)._effects.map(({ name }) => name);
const add = ({ comp }: Stage, item: unknown): FakeLayer => (comp.layers as { add(item: unknown): FakeLayer }).add(item);

/** Two layers of one clip, cut apart, and one of another clip; the first two selected. */
function three(): Stage & { readonly second: FakeLayer; readonly other: FakeLayer } {
  const stage = makeStage();
  let second = stage.target;
  let other = stage.target;
  byHand(stage, ({ world, comp, target }) => {
    second = add(stage, target.source);
    other = add(stage, world.addFootage({ name: 'other.mp4' }));
    target.outPoint = 4;
    second.inPoint = 4;
    for (const layer of comp._layers) layer.selected = layer !== other;
  });
  return { ...stage, second, other };
}

describe('several layers at once', () => {
  it('of one clip each get the recipe, in one undo step, and stay selected', () => {
    const stage = three();
    const reply = apply(stage, plan);
    expect(reply, JSON.stringify(reply)).to.deep.include({ ok: 1 });
    expect(reply.ok === 1 && reply.v.layer).to.equal('clip.mp4, clip.mp4');
    expect([effectNames(stage.target).length, effectNames(stage.second).length, effectNames(stage.other).length]).to.deep.equal([1, 1, 0]);
    expect(stage.world.calls.undoGroups).to.equal(1);
    expect(stage.comp._layers.filter(({ selected }) => selected)).to.have.members([stage.target, stage.second]);
    expect(stage.world._items.filter((item) => item instanceof FakeFootage && item.file?.fsName === depthPath)).to.have.length(1);
  });

  it('are re-synced, baked and removed together', () => {
    const stage = three();
    apply(stage, plan);
    stage.world.disk.texts.set('/plans/next.json', JSON.stringify(planFor({ recipe: recipes['rack-focus'], grid: steadyGrid({ start: 0.4 }) })));
    expect(call(stage, 'resync', '/plans/next.json')).to.deep.include({ ok: 1 });
    const controls = stage.comp._layers.filter(({ comment }) => comment.includes('op=control'));
    for (const control of controls) expect((control.property('ADBE Effect Parade') as FakeParade).property('Beat')!._children[0]).to.satisfy((beat: { keyTime(index: number): number }) => beat.keyTime(1) >= 0.4);
    const baked = call<{ properties: number }>(stage, 'bake', plan.id);
    expect(baked.ok === 1 && baked.v.properties).to.equal(4);
    expect(call(stage, 'removePlan', plan.id)).to.deep.include({ ok: 1 });
    expect(stage.comp._layers).to.have.length(3);
  });

  it('of different clips are one clear sentence', () => {
    const stage = three();
    for (const layer of stage.comp._layers) layer.selected = true;
    const before = snapshot(stage.world);
    expect(apply(stage, plan)).to.deep.include({ ok: 0, code: 'selection.several', message: 'The selected layers show different clips: select layers of one clip.' });
    expect(snapshot(stage.world)).to.deep.equal(before);
  });

  it('one of them locked stops all of it before anything is changed', () => {
    const stage = three();
    stage.second._locked = true;
    const before = snapshot(stage.world);
    expect(apply(stage, plan)).to.deep.include({ ok: 0, code: 'selection.locked' });
    expect(snapshot(stage.world)).to.deep.equal(before);
  });

  it('a selected layer of ours stands for the one it was made for', () => {
    const stage = makeStage();
    apply(stage, plan);
    for (const layer of stage.comp._layers) layer.selected = layer.comment !== '' || layer === stage.target;
    const reply = apply(stage, plan);
    expect(reply.ok === 1 && [reply.v.replaced, reply.v.layer]).to.deep.equal([true, 'clip.mp4']);
  });
});

describe('plans for named layers', () => {
  function applyBatch(stage: Stage, plans: readonly object[]): HostReply<AppliedPlan[]> {
    stage.world.disk.texts.set('/plans/batch.json', JSON.stringify({ schema: 'depthbeat.hostPlanBatch', version: 1, plans }));
    return call<AppliedPlan[]>(stage, 'applyPlans', '/plans/batch.json');
  }

  it('each go to their own layer, whatever is selected, in one undo step', () => {
    const stage = three();
    for (const layer of stage.comp._layers) layer.selected = false;
    const reply = applyBatch(stage, [{ ...plan, layerId: stage.target.id }, { ...planFor({ recipe: recipes['fog-pulse'] }), layerId: stage.other.id }]);
    if (reply.ok === 0) throw new Error(reply.message);
    expect(reply.v.map(({ plan: id, layer }) => [id, layer])).to.deep.equal([['rack-focus', 'clip.mp4'], ['fog-pulse', 'other.mp4']]);
    expect(stage.world.calls.undoGroups).to.equal(1);
    expect(stage.comp._layers.filter(({ selected }) => selected)).to.deep.equal([]);
  });

  it('re-sync each on its own layer, and leave the others alone', () => {
    const stage = three();
    applyBatch(stage, [stage.target, stage.second, stage.other].map(({ id }) => ({ ...plan, layerId: id })));
    const firstKey = (target: FakeLayer): number => {
      const control = stage.comp._layers.find(({ comment }) => comment.includes('op=control') && comment.includes(`for=${target.id}]`))!;
      return ((control.property('ADBE Effect Parade') as FakeParade).property('Beat')!._children[0] as FakeProperty).keyTime(1);
    };
    const undone = stage.world.calls.undoGroups;
    const later = planFor({ recipe: recipes['rack-focus'], grid: steadyGrid({ start: 0.4 }) });
    const fog = planFor({ recipe: recipes['fog-pulse'] });
    stage.world.disk.texts.set('/plans/batch.json', JSON.stringify({ schema: 'depthbeat.hostPlanBatch', version: 1, plans: [{ ...later, layerId: stage.other.id }, { ...fog, layerId: stage.target.id }] }));
    const before = [stage.target, stage.second, stage.other].map((layer) => firstKey(layer));
    const reply = call<ResyncedPlan[]>(stage, 'resyncPlans', '/plans/batch.json');
    if (reply.ok === 0) throw new Error(reply.message);
    expect(reply.v.map(({ layer }) => layer)).to.deep.equal(['other.mp4', '']);
    expect([stage.target, stage.second, stage.other].map((layer, index) => firstKey(layer) === before[index])).to.deep.equal([true, true, false]);
    expect(stage.world.calls.undoGroups).to.equal(undone + 1);
    stage.world.disk.texts.set('/plans/batch.json', JSON.stringify({ schema: 'depthbeat.hostPlanBatch', version: 1, plans: [{ ...fog, layerId: stage.target.id }] }));
    expect(call(stage, 'resyncPlans', '/plans/batch.json')).to.deep.include({ ok: 0, code: 'selection.unsupported' });
  });

  it('leave nothing when one of them fails', () => {
    const stage = three();
    const before = snapshot(stage.world);
    const broken = { ...plan, layerId: stage.other.id, operations: [...plan.operations, { kind: 'setValue', id: 'broken', property: { layer: 'target', path: ['ADBE Nothing'] }, value: 1 }] };
    expect(applyBatch(stage, [{ ...plan, layerId: stage.target.id }, broken])).to.deep.include({ ok: 0, operation: 'broken' });
    expect(snapshot(stage.world)).to.deep.equal(before);
  });

  it('say so when the layer is gone', () => {
    const stage = makeStage();
    expect(applyBatch(stage, [{ ...plan, layerId: 4711 }])).to.deep.include({ ok: 0, code: 'selection.empty' });
  });
});
