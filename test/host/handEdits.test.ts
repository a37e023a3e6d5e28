import { expect } from 'chai';
import type { BeatGrid } from '#contracts/beatGrid';
import type { HostPlan } from '#contracts/hostPlan';
import type { BakedPlan, HostGridReading, ResyncedPlan } from '#contracts/hostProtocol';
import { gridFromHost } from '#core/lowering/gridFromHost';
import { recipes } from '#core/recipes/index';
import { passportOf, steadyGrid, testRates } from '../fixtures/recipeInputs.js';
import type { FakeFootage } from './fakeAfterEffects/items.js';
import { FakeMarkerValue } from './fakeAfterEffects/marker.js';
import type { FakeProperty } from './fakeAfterEffects/property.js';
import type { FakeGroup, FakeParade } from './fakeAfterEffects/propertyGroup.js';
import { apply, byHand, call, depthPath, inventory, makeStage, planFor, propertyOf, type Stage } from './stage.js';

const recipe = recipes['parallax-punch'];
const grid = (shape: Parameters<typeof steadyGrid>[0]): BeatGrid => steadyGrid({ bpm: 60, beats: 8, strength: (index) => 0.5 + index / 20, ...shape });
const planWith = (shape: Parameters<typeof steadyGrid>[0] = {}, values: Record<string, unknown> = {}): HostPlan =>
  planFor({ recipe, values: { accent: 'beats', follow: 0, ...values }, grid: grid(shape) });

function resync(stage: Stage, plan: HostPlan): ResyncedPlan {
  stage.world.disk.texts.set('/plans/next.json', JSON.stringify(plan));
  const reply = call<ResyncedPlan>(stage, 'resync', '/plans/next.json');
  if (reply.ok === 0) throw new Error(reply.message);
  return reply.v;
}

const keysOf = (property: FakeProperty): [number, unknown][] => property._keys.map(({ time, value }) => [Number(time.toFixed(6)), value]);

function control(stage: Stage): Stage['target'] {
  return stage.comp._layers.find(({ comment }) => comment.includes('op=control'))!;
}

function applied(): { readonly stage: Stage; readonly plan: HostPlan; readonly beat: FakeProperty } {
  const stage = makeStage();
  const plan = planWith();
  expect(apply(stage, plan)).to.deep.include({ ok: 1 });
  return { stage, plan, beat: propertyOf(stage, plan, 'events.beat') };
}

describe('re-sync', () => {
  it('changes nothing when nothing has changed, in one undo step', () => {
    const { stage, plan, beat } = applied();
    const before = [inventory(stage), keysOf(beat)];
    const groups = stage.world.calls.undoGroups;
    expect(resync(stage, plan)).to.deep.include({ kept: 0, conflicts: [] });
    expect([inventory(stage), keysOf(beat)]).to.deep.equal(before);
    expect(stage.world.calls.undoGroups - groups).to.equal(1);
    expect(stage.world.calls.mutationsOutsideUndo).to.equal(0);
  });

  it('takes untouched keys along to new music', () => {
    const { stage, beat } = applied();
    resync(stage, planWith({ start: 0.4 }));
    expect(keysOf(beat).map(([time]) => time)).to.deep.equal([0.4, 1.4, 2.4, 3.4, 4.4, 5.4, 6.4, 7.4]);
    resync(stage, planWith({ beats: 5 }));
    expect(keysOf(beat).map(([time]) => time)).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('keeps keys that were moved, changed, deleted and added, and takes the others along', () => {
    const { stage, beat } = applied();
    byHand(stage, () => {
      beat._keys[1].time = 1.32;
      beat._keys[2].value = 0.11;
      beat.removeKey(6);
      beat.setValueAtTime(6.48, 0.99);
    });
    const report = resync(stage, planWith({ start: 0.2 }));
    const keys = keysOf(beat);
    expect(keys.map(([time]) => time)).to.deep.equal([0.2, 1.32, 2.2, 3.2, 4.2, 6.2, 6.48, 7.2]);
    expect(keys[2][1], 'changed value on the moved beat').to.equal(0.11);
    expect(keys[6]).to.deep.equal([6.48, 0.99]);
    expect(report.kept).to.be.at.least(4);
    expect(report.conflicts.map(({ slider }) => slider)).to.include('Beat');
  });

  it('keeps them again at the next re-sync', () => {
    const { stage, beat } = applied();
    byHand(stage, () => beat.removeKey(3));
    resync(stage, planWith({ start: 0.2 }));
    resync(stage, planWith({ start: 0.4 }));
    expect(keysOf(beat).map(([time]) => time)).to.deep.equal([0.4, 1.4, 3.4, 4.4, 5.4, 6.4, 7.4]);
  });

  it('does not call it a conflict when only the editor changed something', () => {
    const { stage, plan, beat } = applied();
    byHand(stage, () => { beat._keys[3].value = 0.9; });
    expect(resync(stage, plan)).to.deep.include({ kept: 1, conflicts: [] });
    expect(beat._keys[3].value).to.equal(0.9);
  });

  it('takes new settings over where the slider was left alone, and keeps what was dialled in by hand', () => {
    const { stage, plan } = applied();
    const sideways = propertyOf(stage, plan, 'parameter.sideways');
    const punch = propertyOf(stage, plan, 'parameter.punch');
    byHand(stage, () => punch.setValue(9));
    const report = resync(stage, planWith({}, { sideways: 4, punch: 5 }));
    expect([sideways._value, punch._value]).to.deep.equal([4, 9]);
    expect(report.conflicts).to.deep.equal([{ slider: 'Punch', time: 0 }]);
  });

  it('keeps an animation that an editor put on a slider', () => {
    const { stage, plan } = applied();
    const punch = propertyOf(stage, plan, 'parameter.punch');
    byHand(stage, () => punch.setValuesAtTimes([0, 4], [1, 8]));
    resync(stage, planWith({}, { punch: 5 }));
    expect(keysOf(punch)).to.deep.equal([[0, 1], [4, 8]]);
  });

  it('finds its sliders after renaming and re-ordering', () => {
    const { stage, beat } = applied();
    byHand(stage, () => {
      control(stage).name = 'my beats';
      for (const effect of (control(stage).property('ADBE Effect Parade') as FakeParade)._effects) effect.name = `my ${effect.name}`;
      (control(stage).property('ADBE Effect Parade') as FakeParade)._effects.reverse();
      control(stage).moveToEnd();
    });
    resync(stage, planWith({ start: 0.2 }));
    expect(keysOf(beat)[0][0]).to.equal(0.2);
  });

  it('does not bring back layers and effects an editor threw away', () => {
    const { stage, plan } = applied();
    byHand(stage, () => { stage.comp._layers.find(({ name }) => name.endsWith('Depth'))!.remove(); });
    const before = inventory(stage);
    resync(stage, plan);
    expect(inventory(stage)).to.deep.equal(before);
  });

  it('refreshes depth frames that were made again', () => {
    const { stage, plan } = applied();
    resync(stage, plan);
    const footage = stage.world._items.find((item) => (item as FakeFootage).mainSource?.file?.fsName === depthPath) as FakeFootage;
    expect(footage._refreshed).to.equal(1);
  });

  it('notices that frames are missing in depth that was made again', () => {
    const { stage, plan } = applied();
    expect(resync(stage, plan).warnings).to.deep.equal([]);
    stage.world.disk.sequences.set(depthPath, { frames: 150, width: 1280, height: 720 });
    expect(resync(stage, plan).warnings.map(({ code }) => code)).to.deep.equal(['footage.framesMissing']);
  });

  it('moves untouched markers, keeps moved, renamed, deleted and added ones', () => {
    const { stage } = applied();
    const markers = control(stage).property('ADBE Marker') as FakeProperty;
    byHand(stage, () => {
      (markers._keys[1].value as FakeMarkerValue).comment = 'drop!';
      markers._keys[2].time = 2.4;
      markers.removeKey(5);
      markers.setValueAtTime(5.52, new FakeMarkerValue('mine'));
    });
    const { conflicts } = resync(stage, planWith({ start: 0.2 }));
    expect(conflicts.filter(({ slider }) => slider === 'Markers').map(({ time }) => time), 'touched by both').to.deep.equal([1, 2.4]);
    const found = markers._keys.map(({ time, value }) => [Number(time.toFixed(3)), (value as FakeMarkerValue).comment]);
    expect(found).to.deep.equal([[0.2, '1.1'], [1, 'drop!'], [2.4, '1.3'], [3.2, '1.4'], [5.2, '2.2'], [5.52, 'mine'], [6.2, '2.3'], [7.2, '2.4']]);
  });

  describe('of a baked recipe', () => {
    /** The baked property that carries the zoom, and what it should be by the expression of a fresh application. */
    function baked(): { readonly stage: Stage; readonly zoom: FakeProperty } {
      const { stage, plan } = applied();
      expect(call(stage, 'bake', plan.id)).to.deep.include({ ok: 1 });
      return { stage, zoom: propertyOf(stage, plan, 'track.camera.zoom') };
    }

    function fresh(plan: HostPlan): FakeProperty {
      const stage = makeStage();
      apply(stage, plan);
      call(stage, 'bake', plan.id);
      return propertyOf(stage, plan, 'track.camera.zoom');
    }

    const frames = Array.from({ length: 200 }, (_, frame) => frame / 25);
    const curveOf = (property: FakeProperty): number[] => frames.map((time) => Number(property._held(time)));
    const worst = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));

    it('sets the keys that a fresh bake would, and stays baked', () => {
      const { stage, zoom } = baked();
      const next = planWith({ start: 0.4 }, { punch: 6 });
      const before = zoom.numKeys;
      expect(resync(stage, next)).to.deep.include({ kept: 0, conflicts: [] });
      expect(zoom.expressionEnabled).to.equal(false);
      expect(worst(curveOf(zoom), curveOf(fresh(next)))).to.be.below(1e-6);
      expect(zoom.numKeys).to.be.within(before - 4, before + 4);
    });

    it('changes nothing when nothing has changed', () => {
      const { stage, zoom } = baked();
      const before = curveOf(zoom);
      resync(stage, planWith());
      resync(stage, planWith());
      expect(worst(curveOf(zoom), before)).to.be.below(1e-6);
    });

    it('keeps keys that were changed, added and taken away, with their curves, and lists what both changed', () => {
      const { stage, zoom } = baked();
      const peak = zoom._keys.findIndex(({ time }) => Math.abs(time - 3) < 0.001);
      expect(peak).to.be.above(0);
      byHand(stage, () => {
        zoom._keys[peak]!.value = 140;
        zoom._keys[peak]!.outEase = { speed: 0, influence: 80 };
        zoom.setValueAtTime(3.52, 131);
        zoom.removeKey(zoom._keys.findIndex(({ time }) => Math.abs(time - 5) < 0.001) + 1);
      });
      const report = resync(stage, planWith({}, { punch: 6 }));
      const kept = zoom._keys.find(({ value }) => value === 140)!;
      expect([kept.time, kept.outEase!.influence]).to.deep.equal([3, 80]);
      expect(zoom._keys.some(({ time, value }) => time === 3.52 && value === 131)).to.equal(true);
      expect(zoom._keys.some(({ time }) => Math.abs(time - 5) < 0.001)).to.equal(false);
      expect(report.kept).to.be.at.least(3);
      expect(report.conflicts).to.deep.include({ slider: zoom.name, time: 3 });
      expect(worst(curveOf(zoom).slice(0, 70), curveOf(fresh(planWith({}, { punch: 6 }))).slice(0, 70)), 'the rest follows').to.be.below(1e-6);
    });

    it('unbakes to the expression of the new plan', () => {
      const { stage, zoom } = baked();
      const next = planWith({ start: 0.4 });
      resync(stage, next);
      expect(call(stage, 'unbake', next.id)).to.deep.include({ ok: 1 });
      expect([zoom.numKeys, zoom.expressionEnabled, zoom.expression.includes('// baked')]).to.deep.equal([0, true, false]);
    });
  });

  it('leaves everything as it was when it fails half way', () => {
    const { stage, beat } = applied();
    const before = [inventory(stage), keysOf(beat)];
    const broken = planWith({ start: 0.3 });
    const markers = broken.operations.find(({ kind }) => kind === 'setMarkers')!;
    Object.assign(markers, { markers: [{ time: 99999, comment: 'x', strength: 1 }] });
    stage.world.disk.texts.set('/plans/next.json', JSON.stringify(broken));
    expect(call(stage, 'resync', '/plans/next.json')).to.deep.include({ ok: 0, operation: 'beats' });
    expect([inventory(stage), keysOf(beat)]).to.deep.equal(before);
    expect((control(stage).property('ADBE Marker') as FakeProperty).numKeys).to.equal(8);
  });

  it('says so when there is nothing to re-sync', () => {
    const stage = makeStage();
    stage.world.disk.texts.set('/plans/next.json', JSON.stringify(planWith()));
    expect(call(stage, 'resync', '/plans/next.json')).to.deep.include({ ok: 0, code: 'selection.unsupported' });
  });
});

describe('remove', () => {
  for (const each of Object.values(recipes)) {
    it(`takes away all of ${each.id} and nothing else, after renaming and re-ordering too`, () => {
      const stage = makeStage();
      byHand(stage, ({ target }) => { (target.property('ADBE Effect Parade') as FakeParade).addProperty('ADBE Tint'); });
      const before = inventory(stage);
      const plan = planFor({ recipe: each });
      apply(stage, plan);
      byHand(stage, ({ comp, target }) => {
        for (const layer of comp._layers) if (layer !== target) layer.name = `renamed ${layer.index}`;
        for (const effect of (target.property('ADBE Effect Parade') as FakeParade)._effects) if (effect.matchName !== 'ADBE Tint') effect.name = 'renamed';
        target.moveToEnd();
      });
      const reply = call<{ removed: number }>(stage, 'removePlan', plan.id);
      if (reply.ok === 0) throw new Error(reply.message);
      expect(reply.ok === 1 && reply.v.removed).to.be.above(1);
      expect(inventory(stage)).to.deep.equal(before);
      expect(stage.world.calls.mutationsOutsideUndo).to.equal(0);
    });
  }

  it('leaves another recipe on the same layer alone', () => {
    const stage = makeStage();
    const rack = planFor({ recipe: recipes['rack-focus'] });
    apply(stage, rack);
    const before = inventory(stage);
    const fog = planFor({ recipe: recipes['fog-pulse'] });
    apply(stage, fog);
    call(stage, 'removePlan', fog.id);
    expect(inventory(stage)).to.deep.equal(before);
    call(stage, 'removePlan', '');
    expect(stage.comp._layers).to.have.length(1);
  });
});

describe('read grid back', () => {
  it('tells where each beat and each key lies now, where they were set, and which are the editor\'s own', () => {
    const { stage, plan, beat } = applied();
    const markers = control(stage).property('ADBE Marker') as FakeProperty;
    byHand(stage, () => {
      beat._keys[3].time = 3.4;
      markers._keys[2].time = 2.4;
      markers.removeKey(5);
      markers.setValueAtTime(5.52, new FakeMarkerValue('2.9'));
    });
    const reply = call<HostGridReading>(stage, 'readGrid', plan.id);
    if (reply.ok === 0) throw new Error(reply.message);
    expect(reply.v.markers.map(({ beat }) => beat)).to.deep.equal([0, 1, 2, 3, 5, -1, 6, 7]);
    expect(reply.v.markers[2]).to.deep.equal({ time: 2.4, comment: '1.3', beat: 2, setTime: 2 });
    expect(reply.v.setKeys).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(reply.v.keys.map(({ time }) => time)).to.deep.equal([0, 1, 2, 3.4, 4, 5, 6, 7]);
    expect(stage.world.calls.undoGroups).to.equal(1);
  });
});

describe('a grid read back', () => {
  it('is in sync: nothing stands against it, and every beat has one marker', () => {
    const edits: readonly ((markers: FakeProperty, beat: FakeProperty) => void)[] = [
      (markers) => { markers._keys[2].time = 2.4; },
      (_markers, beat) => { beat._keys[3].time = 3.4; },
      (markers) => markers.removeKey(5),
      (markers) => markers.setValueAtTime(5.52, new FakeMarkerValue('2.9')),
      (markers, beat) => { markers.removeKey(2); beat._keys[6].time = 6.48; markers.setValueAtTime(3.52, new FakeMarkerValue('')); },
    ];
    for (const edit of edits) {
      const { stage, plan, beat } = applied();
      const markers = control(stage).property('ADBE Marker') as FakeProperty;
      byHand(stage, () => edit(markers, beat));
      const reading = call<HostGridReading>(stage, 'readGrid', plan.id);
      if (reading.ok === 0) throw new Error(reading.message);
      const { grid: read } = gridFromHost(reading.v, grid({}), 0);
      const next = planFor({ recipe, values: { accent: 'beats', follow: 0 }, grid: read });
      expect(resync(stage, next).conflicts).to.deep.equal([]);
      expect(markers._keys.map(({ time }) => Number(time.toFixed(3)))).to.deep.equal(read.beats.map(({ time }) => Number(time.toFixed(3))));
      const again = call<HostGridReading>(stage, 'readGrid', plan.id);
      const { moved, added, removed } = gridFromHost(again.ok === 1 ? again.v : reading.v, read, 0);
      expect({ moved, added, removed }, String(edit)).to.deep.equal({ moved: 0, added: 0, removed: 0 });
    }
  });
});

describe('bake', () => {
  const tracksOf = (plan: HostPlan): { readonly id: string; readonly tolerance: number }[] =>
    plan.operations.flatMap((step) => (step.kind === 'setExpression' && step.tolerance !== undefined ? [{ id: step.id, tolerance: step.tolerance }] : []));

  for (const each of Object.values(recipes)) {
    it(`turns ${each.id} into few keys within its tolerance, and back`, () => {
      for (const rate of [testRates[0], testRates[4]]) {
        const stage = makeStage({ rate: rate.numerator / rate.denominator });
        const plan = planFor({ recipe: each, passport: passportOf(rate), grid: steadyGrid({ bpm: 97, beats: 16 }) });
        apply(stage, plan);
        const frames = Array.from({ length: Math.floor(stage.target.outPoint / stage.comp.frameDuration) }, (_, frame) => frame * stage.comp.frameDuration);
        const before = tracksOf(plan).map(({ id }) => {
          const read = stage.world.reader(propertyOf(stage, plan, id));
          return frames.map((time) => Number(read(time)));
        });
        const baked = call<BakedPlan>(stage, 'bake', plan.id);
        if (baked.ok === 0) throw new Error(baked.message);
        expect(baked.v.properties).to.equal(tracksOf(plan).length);
        tracksOf(plan).forEach(({ id, tolerance }, index) => {
          const property = propertyOf(stage, plan, id);
          expect(property.expressionEnabled, id).to.equal(false);
          const worst = Math.max(...frames.map((time, frame) => Math.abs(Number(property._held(time)) - before[index][frame])));
          expect(worst, `${each.id} ${id}`).to.be.at.most(tolerance * 1.0001 + 1e-6);
          expect(property.numKeys, `${id} keys for ${frames.length} frames`).to.be.below(frames.length / 2);
        });
        expect(call(stage, 'unbake', plan.id)).to.deep.include({ ok: 1 });
        for (const { id } of tracksOf(plan)) expect([propertyOf(stage, plan, id).numKeys, propertyOf(stage, plan, id).expressionEnabled]).to.deep.equal([0, true]);
      }
    });
  }

  it('is one undo step and can be removed like anything else', () => {
    const { stage, plan } = applied();
    call(stage, 'bake', plan.id);
    expect(stage.world.calls.undoGroups).to.equal(2);
    expect(stage.world.calls.mutationsOutsideUndo).to.equal(0);
    call(stage, 'removePlan', plan.id);
    expect(stage.comp._layers).to.have.length(1);
    expect(((stage.target.property('ADBE Effect Parade') as FakeParade)._effects as FakeGroup[]).length).to.equal(0);
  });
});
