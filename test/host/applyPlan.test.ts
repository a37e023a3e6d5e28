import { expect } from 'chai';
import type { HostPlan } from '#contracts/hostPlan';
import { printApplyScript } from '#core/lowering/applyScript';
import { recipes } from '#core/recipes/index';
import { frameRate } from '#core/time/frameRate';
import { passportOf, steadyGrid, testRates } from '../fixtures/recipeInputs.js';
import type { FakeComp } from './fakeAfterEffects/comp.js';
import type { FakeFootage } from './fakeAfterEffects/items.js';
import { matteTypes } from './fakeAfterEffects/layer.js';
import type { FakeMarkerValue } from './fakeAfterEffects/marker.js';
import { interpolation, type FakeProperty } from './fakeAfterEffects/property.js';
import type { FakeGroup, FakeParade } from './fakeAfterEffects/propertyGroup.js';
import { FakeEngine } from './fakeAfterEffects/engine.js';
import { snapshot } from './snapshot.js';
import { apply, depthPath, inventory, makeStage, planFor, readBundle, type Stage } from './stage.js';

const rackFocus = recipes['rack-focus'];
const fogPulse = recipes['fog-pulse'];
const parallaxPunch = recipes['parallax-punch'];

function layerNamed({ comp }: Stage, part: string): Stage['target'] {
  const layer = comp._layers.find(({ name }) => name.endsWith(part));
  if (!layer) throw new Error(`no layer ${part} among ${comp._layers.map(({ name }) => name).join(', ')}`);
  return layer;
}

function effectProperty(layer: Stage['target'], effect: string, parameter: string): FakeProperty {
  const parade = layer.property('ADBE Effect Parade') as FakeParade;
  const group = parade.property(effect) as FakeGroup;
  return group.property(parameter) as FakeProperty;
}

const slider = (layer: Stage['target'], name: string): FakeProperty => effectProperty(layer, name, 'ADBE Slider Control-0001');

function importedFootage({ world }: Stage): FakeFootage[] {
  return world._items.filter((item) => item.typeName === 'Footage' && (item as FakeFootage).file?.fsName === depthPath) as FakeFootage[];
}

describe('applyPlan in a fake After Effects', () => {
  for (const recipe of Object.values(recipes)) {
    it(`carries ${recipe.id} out in one undo step and one call`, () => {
      const stage = makeStage();
      const reply = apply(stage, planFor({ recipe }));
      expect(reply, JSON.stringify(reply)).to.deep.include({ ok: 1 });
      expect(stage.world.calls.undoGroups).to.equal(1);
      expect(stage.world.undoDepth).to.equal(0);
      expect(stage.world.calls.mutationsOutsideUndo).to.equal(0);
      expect(stage.comp._layers.filter(({ selected }) => selected)).to.deep.equal([stage.target]);
    });

    it(`replaces ${recipe.id} when applied again, and never doubles it`, () => {
      const stage = makeStage();
      apply(stage, planFor({ recipe }));
      const before = inventory(stage);
      const reply = apply(stage, planFor({ recipe }));
      expect(reply.ok === 1 && reply.v.replaced).to.equal(true);
      expect(inventory(stage)).to.deep.equal(before);
    });

    it(`leaves the project as it was when a step of ${recipe.id} fails, and names the step`, () => {
      const plan = planFor({ recipe });
      for (let broken = 1; broken < plan.operations.length; broken++) {
        const stage = makeStage();
        const before = inventory(stage);
        const reply = apply(stage, breakAt(plan, broken));
        expect(reply.ok).to.equal(0);
        if (reply.ok === 0) expect(reply.operation).to.equal('broken');
        expect(inventory(stage)).to.deep.equal(before);
        expect(stage.world.undoDepth).to.equal(0);
      }
    });
  }

  /** The plan with a step that cannot be carried out in place of the rest. */
  function breakAt(plan: HostPlan, index: number): HostPlan {
    return { ...plan, operations: [...plan.operations.slice(0, index), { kind: 'setValue', id: 'broken', property: { layer: 'target', path: ['ADBE Nothing'] }, value: 1 }] };
  }

  it('leaves the earlier application untouched when the new one fails', () => {
    const stage = makeStage();
    apply(stage, planFor({ recipe: rackFocus }));
    const before = inventory(stage);
    expect(apply(stage, breakAt(planFor({ recipe: rackFocus }), 20)).ok).to.equal(0);
    expect(inventory(stage)).to.deep.equal(before);
  });

  it('imports the sequence at its exact rate', () => {
    for (const rate of testRates) {
      const stage = makeStage({ rate: rate.numerator / rate.denominator });
      apply(stage, planFor({ recipe: rackFocus, passport: passportOf(rate) }));
      expect(importedFootage(stage)[0].mainSource.conformFrameRate).to.equal(rate.numerator / rate.denominator);
    }
  });

  it('makes the depth layer a hidden guide with the timing of the target', () => {
    const stage = makeStage();
    stage.world.undoDepth = 1;
    stage.target.stretch = 200;
    stage.target.startTime = -2;
    stage.target.inPoint = 1;
    stage.target.outPoint = 7;
    stage.world.undoDepth = 0;
    apply(stage, planFor({ recipe: rackFocus }));
    const depth = layerNamed(stage, ' Depth');
    expect([depth.startTime, depth.stretch, depth.inPoint, depth.outPoint]).to.deep.equal([-2, 200, 1, 7]);
    expect([depth.enabled, depth.guideLayer, depth.source.name]).to.deep.equal([false, true, 'clip.mp4 depth']);
    expect(depth.index).to.equal(stage.target.index + 1);
  });

  it('shows the pass later when it begins inside the clip', () => {
    const stage = makeStage();
    stage.world.undoDepth = 1;
    stage.target.stretch = 50;
    stage.target.startTime = 1;
    stage.target.inPoint = 3;
    stage.target.outPoint = 4;
    stage.world.undoDepth = 0;
    apply(stage, planFor({ recipe: rackFocus, passport: passportOf(frameRate(25), [[50, 199, 0.9, 0.1]]) }));
    const depth = layerNamed(stage, ' Depth');
    expect([depth.startTime, depth.inPoint, depth.outPoint], 'the copy itself stays, for its keys hang on its start').to.deep.equal([1, 3, 4]);
    expect((depth.source as FakeComp)._layers[0]!.startTime).to.equal(2);
  });

  it('binds the lens blur to the depth layer', () => {
    const stage = makeStage();
    apply(stage, planFor({ recipe: rackFocus }));
    expect(effectProperty(stage.target, 'ADBE Camera Lens Blur', 'ADBE Camera Lens Blur-0010')._layer).to.satisfy((bound: unknown) => bound === layerNamed(stage, ' Depth'));
  });

  it('sets the input stage to the source where After Effects has a setter for it (26.5)', () => {
    for (const [version, stageOf] of [[26, null], [26.5, 0]] as const) {
      const stage = makeStage({ version });
      apply(stage, planFor({ recipe: rackFocus }));
      const map = effectProperty(stage.target, 'ADBE Camera Lens Blur', 'ADBE Camera Lens Blur-0010');
      expect([map._stage, map._layer === layerNamed(stage, ' Depth')]).to.deep.equal([stageOf, true]);
    }
  });

  it('notices missing frames', () => {
    const stage = makeStage();
    stage.world.disk.sequences.set(depthPath, { frames: 180, width: 1280, height: 720 });
    const reply = apply(stage, planFor({ recipe: rackFocus }));
    expect(reply.ok === 1 && reply.v.warnings.map(({ message }) => message)).to.deep.equal(['The depth sequence has 180 frames where 200 were made: make the depth pass again.']);
  });

  it('undoes everything for a bad expression, whether the host throws or only reports it', () => {
    const stage = makeStage();
    stage.world.quirks.badExpressionsThrow = true;
    const plan = planFor({ recipe: rackFocus });
    const broken = { ...plan, operations: plan.operations.map((step) => (step.id === 'track.focus.distance' && step.kind === 'setExpression' ? { ...step, expression: 'nothing();' } : step)) };
    const before = inventory(stage);
    for (const throws of [true, false]) {
      stage.world.quirks.badExpressionsThrow = throws;
      expect(apply(stage, broken)).to.deep.include({ ok: 0, code: 'host.operationFailed', operation: 'track.focus.distance' });
      expect(inventory(stage)).to.deep.equal(before);
    }
  });

  it('sets a hold key of the beat\'s strength on the frame nearest to each accent, in one call', () => {
    const stage = makeStage();
    const grid = steadyGrid({ bpm: 113, beats: 12, start: 0.31 });
    apply(stage, planFor({ recipe: parallaxPunch, values: { accent: 'beats' }, grid }));
    const beat = slider(layerNamed(stage, 'Parallax punch'), 'Beat');
    expect(beat.numKeys).to.equal(12);
    grid.beats.forEach(({ time, strength }, index) => {
      expect(beat.keyTime(index + 1)).to.be.closeTo(time, 0.5 / 25 + 1e-9);
      expect((beat.keyTime(index + 1) * 25) % 1).to.be.closeTo(0, 1e-6);
      expect(beat.keyValue(index + 1)).to.be.closeTo(0.3 + 0.7 * strength, 1e-12);
      expect(beat.keyOutInterpolationType(index + 1)).to.equal(interpolation.HOLD);
    });
    expect(stage.world.calls.setValueAtTime).to.equal(0);
  });

  it('marks every beat with bar, beat and identity', () => {
    const stage = makeStage();
    apply(stage, planFor({ recipe: rackFocus }));
    const markers = layerNamed(stage, 'Rack focus').property('ADBE Marker') as FakeProperty;
    expect(markers.numKeys).to.equal(16);
    const sixth = markers.keyValue(6) as FakeMarkerValue;
    expect(sixth.comment).to.equal('2.2');
    expect(sixth.getParameters()).to.include({ operation: 'beats', time: '2.48' });
  });

  it('places the focus planes by the timing of the layer', () => {
    const stage = makeStage();
    stage.world.undoDepth = 1;
    stage.target.stretch = 200;
    stage.target.startTime = 1;
    stage.world.undoDepth = 0;
    apply(stage, planFor({ recipe: rackFocus }));
    const near = slider(layerNamed(stage, 'Rack focus'), 'Near focus');
    expect([near.keyTime(1), near.keyTime(2)]).to.deep.equal([1, 9]);
    expect([near.keyValue(1), near.keyValue(2)]).to.deep.equal([0.9, 0.7]);
  });

  for (const version of [22, 26]) {
    it(`puts fog behind an inverted luma matte in version ${version}`, () => {
      const stage = makeStage({ version });
      apply(stage, planFor({ recipe: fogPulse }));
      const fog = layerNamed(stage, ' Fog');
      const matte = layerNamed(stage, 'Fog depth');
      expect([fog.trackMatteLayer, fog.trackMatteType]).to.deep.equal([matte, matteTypes.LUMA_INVERTED]);
      expect(matte.index).to.equal(fog.index - 1);
      expect([matte.enabled, fog.enabled, matte.guideLayer]).to.deep.equal([false, true, false]);
      expect(stage.target.index).to.equal(fog.index + 1);
    });
  }

  it('does not copy the effects and masks of the target', () => {
    const stage = makeStage();
    stage.world.undoDepth = 1;
    (stage.target.property('ADBE Effect Parade') as FakeParade).addProperty('ADBE Tint');
    stage.world.undoDepth = 0;
    apply(stage, planFor({ recipe: rackFocus }));
    expect((layerNamed(stage, ' Depth').property('ADBE Effect Parade') as FakeParade).numProperties).to.equal(0);
    expect((stage.target.property('ADBE Effect Parade') as FakeParade).numProperties).to.equal(2);
  });

  it('puts a pass of another size into a composition of the picture\'s size', () => {
    const stage = makeStage();
    stage.world.disk.sequences.set(depthPath, { frames: 200, width: 640, height: 360 });
    const reply = apply(stage, planFor({ recipe: rackFocus }));
    expect(reply.ok).to.equal(1);
    const source = layerNamed(stage, ' Depth').source;
    expect([source.typeName, source.width, source.height]).to.deep.equal(['Composition', 1280, 720]);
  });

  it('keeps two layers of one composition apart', () => {
    const stage = makeStage();
    apply(stage, planFor({ recipe: rackFocus }));
    stage.world.undoDepth = 1;
    const second = (stage.comp.layers as { add(item: unknown): Stage['target'] }).add(stage.target.source);
    stage.world.undoDepth = 0;
    expect(apply(stage, planFor({ recipe: rackFocus }))).to.deep.include({ ok: 1 });
    const names = stage.comp._layers.map(({ name }) => name);
    expect(new Set(names.filter((name) => name.includes('Rack focus') && !name.endsWith('Depth'))).size).to.equal(2);
    expect(effectProperty(second, 'ADBE Camera Lens Blur', 'ADBE Camera Lens Blur-0013').expression).to.include('Rack focus 2"');
    expect(importedFootage(stage)).to.have.length(1);
  });

  it('names the effect that a host lacks', () => {
    const stage = makeStage();
    stage.world.quirks.missingEffects.push('ADBE Camera Lens Blur');
    const reply = apply(stage, planFor({ recipe: rackFocus }));
    expect(reply).to.deep.include({ ok: 0, code: 'plan.capabilityMissing', operation: 'lens' });
  });

  it('refuses each selection it cannot work on, with its own code, before it changes anything', () => {
    const cases: readonly [string, (stage: Stage) => void][] = [
      ['selection.empty', ({ target }) => { target.selected = false; }],
      ['selection.several', ({ comp }) => { for (const layer of comp._layers) layer.selected = true; }],
      ['selection.locked', ({ target }) => { target._locked = true; }],
      ['selection.unsupported', ({ target }) => { target.nullLayer = true; }],
      ['selection.missingFootage', ({ target }) => { Object.assign(target._source, { footageMissing: true }); }],
      ['selection.empty', ({ world }) => { world.activeItem = null; }],
    ];
    for (const [code, prepare] of cases) {
      const stage = makeStage();
      const other = (stage.comp.layers as { add(item: unknown): Stage['target'] }).add(stage.world.addFootage({ name: 'other.mp4' }));
      other.selected = false;
      stage.target.selected = true;
      prepare(stage);
      const before = inventory(stage);
      expect(apply(stage, planFor({ recipe: rackFocus }))).to.deep.include({ ok: 0, code });
      expect(inventory(stage)).to.deep.equal(before);
      expect(stage.world.calls.undoGroups).to.equal(0);
    }
  });

  it('warns of 8 bits and of colour management, and changes neither', () => {
    const stage = makeStage();
    stage.world.bitsPerChannel = 8;
    stage.world.workingSpace = 'Rec.709';
    const reply = apply(stage, planFor({ recipe: rackFocus }));
    expect(reply.ok === 1 && reply.v.warnings.map(({ code }) => code)).to.deep.equal(['project.eightBit', 'project.colourManaged']);
  });

  it('applies four thousand beats', () => {
    const stage = makeStage();
    const reply = apply(stage, planFor({ recipe: rackFocus, values: { accent: 'beats' }, grid: steadyGrid({ bpm: 180, beats: 4000 }) }));
    expect(reply, JSON.stringify(reply)).to.deep.include({ ok: 1 });
    expect(slider(layerNamed(stage, 'Rack focus'), 'Beat').numKeys).to.equal(4000);
    expect(stage.world.calls.setValueAtTime).to.equal(0);
  }).timeout(60000);
});

describe('apply.jsx', () => {
  const script = printApplyScript(readBundle(), planFor({ recipe: rackFocus }));

  it('is ASCII and does what the panel does', () => {
    expect(script).to.match(/^[\t\n\x20-\x7e]*$/);
    const panel = makeStage();
    apply(panel, planFor({ recipe: rackFocus }));
    const alone = makeStage();
    new FakeEngine(alone.world).run(script, '/elsewhere/apply.jsx');
    expect(snapshot(alone.world)).to.deep.equal(snapshot(panel.world));
    expect(alone.world.calls.alerts).to.deep.equal([]);
  });

  it('finds the frames beside itself when the folder was moved', () => {
    const stage = makeStage();
    stage.world.disk.sequences.clear();
    stage.world.disk.sequences.set('/moved here/depth/depth_00000.png', { frames: 200, width: 1280, height: 720 });
    new FakeEngine(stage.world).run(script, '/moved here/apply.jsx');
    expect(stage.world.calls.alerts).to.deep.equal([]);
    expect(layerNamed(stage, ' Depth').source.name).to.equal('clip.mp4 depth');
  });

  it('says what to do when no layer is selected', () => {
    const stage = makeStage();
    stage.target.selected = false;
    new FakeEngine(stage.world).run(script, '/elsewhere/apply.jsx');
    expect(stage.world.calls.alerts).to.deep.equal(['Depthbeat: No layer is selected: select one footage layer in the timeline.']);
  });
});
