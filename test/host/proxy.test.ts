import { expect } from 'chai';
import type { HostReply, RenderedProxy, SelectionReport } from '#contracts/hostProtocol';
import { planProxy } from '#core/lowering/planProxy';
import { recipes } from '#core/recipes/index';
import { frameRate } from '#core/time/frameRate';
import { passportOf } from '../fixtures/recipeInputs.js';
import type { Placement } from '#contracts/hostPlan';
import type { FakeComp } from './fakeAfterEffects/comp.js';
import type { FakeFootage } from './fakeAfterEffects/items.js';
import { FakeRenderItem, statuses } from './fakeAfterEffects/renderQueue.js';
import type { FakeLayer } from './fakeAfterEffects/layer.js';
import type { FakeProperty } from './fakeAfterEffects/property.js';
import type { FakeParade } from './fakeAfterEffects/propertyGroup.js';
import type { RenderedSpan } from './fakeAfterEffects/world.js';
import { snapshot } from './snapshot.js';
import { apply, byHand, call, makeStage, planFor, propertyOf, type Stage } from './stage.js';

const folder = '/renders/clip';
const add = ({ comp }: Stage, item: unknown): FakeLayer => (comp.layers as { add(item: unknown): FakeLayer }).add(item);
const effectsOf = (layer: FakeLayer): FakeParade => layer.property('ADBE Effect Parade') as FakeParade;

/** Notes what the queue was asked to render, with the state of the composition at that moment. */
function watchRenders(stage: Stage, seen: (comp: FakeComp, span: RenderedSpan) => void): void {
  const write = stage.world.writeRender.bind(stage.world);
  stage.world.writeRender = (span) => {
    seen(span.comp, span);
    write(span);
  };
}

function render(stage: Stage, template?: string, only?: number): RenderedProxy {
  const reply = apply(stage, planProxy({ folder, ...(template === undefined ? {} : { template }), ...(only === undefined ? {} : { only }) }));
  if (reply.ok === 0) throw new Error(reply.message);
  expect(reply.v.proxies).to.have.length(1);
  return reply.v.proxies[0]!;
}

/** The selected layer shows a composition of 24 frames a second that is stretched, trimmed and starts later. */
function nest(): Stage {
  const stage = makeStage();
  byHand(stage, ({ world, comp }) => {
    const inner = world.addComp({ name: 'nest', width: 640, height: 360, rate: 24, duration: 8 });
    world.activeItem = comp;
    const layer = add(stage, inner);
    layer.stretch = 200;
    layer.startTime = 1;
    layer.inPoint = 3;
    layer.outPoint = 7;
  });
  const target = stage.comp._layers[0]!;
  return { ...stage, target };
}

/** The clip with an effect that moves pixels, a mask, a track matte, a parent and keys on its place. */
function warped(): Stage {
  const stage = makeStage();
  byHand(stage, ({ comp, target }) => {
    effectsOf(target).addProperty('ADBE Optics Compensation');
    const blur = effectsOf(target).addProperty('ADBE Compound Blur');
    (target.property('ADBE Mask Parade') as FakeParade).addProperty('ADBE Mask Atom');
    const matte = add(stage, target.source);
    const parent = add(stage, target.source);
    void blur;
    (effectsOf(target).property('ADBE Compound Blur')!.property('ADBE Compound Blur-0001') as FakeProperty).setValue(matte.index);
    target.setTrackMatte!(matte, 5013);
    target.parent = parent;
    target.inPoint = 2;
    target.outPoint = 6;
    (target.property('ADBE Transform Group') as unknown as { property(name: string): FakeProperty }).property('ADBE Position').setValuesAtTimes([0, 4], [[0, 0, 0], [900, 0, 0]]);
    for (const layer of comp._layers) layer.selected = layer === target;
  });
  return stage;
}

describe('a render of what no file shows', () => {
  it('is asked for where it is needed: compositions and effects that move pixels, not ours, not colour, not switched off', () => {
    const reasons = (stage: Stage): unknown => (JSON.parse(String(stage.engine.run('$.global.depthbeat.describeSelection("")'))) as HostReply<SelectionReport> & { ok: 1 }).v.layers[0]!.proxyReasons;
    expect(reasons(makeStage())).to.deep.equal([]);
    expect(reasons(nest())).to.deep.equal(['composition']);
    expect(reasons(warped())).to.deep.equal(['effects']);
    const off = warped();
    for (const effect of effectsOf(off.target)._effects) effect.enabled = false;
    expect(reasons(off)).to.deep.equal([]);
    const applied = makeStage();
    apply(applied, planFor({ recipe: recipes['parallax-punch'] }));
    expect(reasons(applied)).to.deep.equal([]);
    applied.comp._layers.forEach((layer) => { layer.selected = layer.comment.includes('op=control'); });
    expect(reasons(applied), 'of the layer that the selected control layer belongs to').to.deep.equal([]);
  });

  it('is not asked for on account of anything that a recipe adds', () => {
    for (const recipe of Object.values(recipes)) {
      const stage = makeStage();
      expect(apply(stage, planFor({ recipe }))).to.deep.include({ ok: 1 });
      const reply = JSON.parse(String(stage.engine.run('$.global.depthbeat.describeSelection("")'))) as HostReply<SelectionReport> & { ok: 1 };
      expect(reply.v.layers[0]!.proxyReasons, recipe.id).to.deep.equal([]);
    }
  });

  it('of a composition is the part in use, in source time, and leaves no trace', () => {
    const stage = nest();
    const before = snapshot(stage.world);
    const spans: RenderedSpan[] = [];
    watchRenders(stage, (comp, span) => void (expect(comp.name).to.equal('nest'), spans.push(span)));
    const proxy = render(stage);
    expect(snapshot(stage.world)).to.deep.equal(before);
    expect(spans).to.have.length(1);
    expect(proxy).to.deep.include({ operation: 'proxy', path: `${folder}/proxy_00000.png`, sequence: true, frameCount: 50, frameRate: 24 });
    expect(proxy.placement.clock).to.equal('source');
    expect(proxy.placement.start).to.be.closeTo(23 / 24, 1e-12);
    expect([stage.world.calls.undoGroups, stage.world.calls.mutationsOutsideUndo]).to.deep.equal([1, 0]);
  });

  it('of a remapped or reversed composition is all of it', () => {
    for (const change of [(layer: FakeLayer) => { layer.timeRemapEnabled = true; }, (layer: FakeLayer) => { layer._stretch = -100; }]) {
      const stage = nest();
      byHand(stage, ({ target }) => change(target));
      expect(render(stage)).to.deep.include({ frameCount: 192, placement: { clock: 'source', start: 0 } });
    }
  });

  it('of one frame is the one that the layer shows at that time, inside the composition', () => {
    const stage = nest();
    const before = snapshot(stage.world);
    expect(render(stage, undefined, 5)).to.deep.include({ frameCount: 1, path: `${folder}/proxy_00000.png`, placement: { clock: 'source', start: 2 } });
    expect(snapshot(stage.world)).to.deep.equal(before);
    const late = nest();
    expect(render(late, undefined, 99).placement.start).to.be.closeTo(8 - 1 / 24, 1e-9);
    const remapped = nest();
    byHand(remapped, ({ target }) => {
      target.timeRemapEnabled = true;
      const remap = target.property('ADBE Time Remapping') as unknown as FakeProperty;
      remap.setValuesAtTimes([0, 10], [8, 0]);
    });
    expect(render(remapped, undefined, 5).placement.start).to.be.closeTo(4, 1e-9);
    expect(render(warped(), undefined, 3.01)).to.deep.include({ frameCount: 1, placement: { clock: 'composition', start: 3 } });
  });

  it('of a layer with effects shows it alone and whole, in composition time', () => {
    const stage = warped();
    const before = snapshot(stage.world);
    let looked = 0;
    watchRenders(stage, (comp) => {
      looked++;
      expect(comp).to.not.equal(stage.comp);
      expect([comp.width, comp.height]).to.deep.equal([1280, 720]);
      const layer = comp._layers[stage.target.index - 1]!;
      expect(comp._layers.filter(({ enabled }) => enabled)).to.deep.equal([layer]);
      expect([layer.parent, layer.hasTrackMatte, layer.threeDLayer]).to.deep.equal([null, false, false]);
      expect((layer.property('ADBE Mask Parade') as FakeParade)._effects[0]!.maskMode).to.equal(6812);
      const position = (layer.property('ADBE Transform Group') as unknown as { property(name: string): FakeProperty }).property('ADBE Position');
      expect([position.numKeys, position._value]).to.deep.equal([0, [640, 360, 0]]);
      expect(effectsOf(layer)._effects.map(({ matchName }) => matchName)).to.deep.equal(['ADBE Optics Compensation', 'ADBE Compound Blur']);
      const map = (effectsOf(layer)._effects[1]!._children[0] as FakeProperty)._layer;
      expect(map, 'an effect keeps reading its own layer, in the copy').to.equal(comp._layers[comp._layers.indexOf(map!)]);
    });
    expect(render(stage)).to.deep.include({ frameCount: 100, frameRate: 25, placement: { clock: 'composition', start: 2 } });
    expect(looked).to.equal(1);
    expect(snapshot(stage.world)).to.deep.equal(before);
  });

  it('leaves our own effects out, so that a pass made again sees the footage', () => {
    const stage = warped();
    apply(stage, planFor({ recipe: recipes['parallax-punch'] }));
    let effects: readonly string[] = [];
    watchRenders(stage, (comp) => { effects = effectsOf(comp._layers.find(({ enabled }) => enabled)!)._effects.map(({ matchName }) => matchName); });
    render(stage);
    expect(effects).to.deep.equal(['ADBE Optics Compensation', 'ADBE Compound Blur']);
  });

  it('takes the template the editor chose, a hidden PNG one, a known one, or the default', () => {
    const ending = (templates: Record<string, string>, chosen?: string): string => {
      const stage = nest();
      stage.world.outputTemplates = templates;
      return render(stage, chosen).path.replace(/^.*\./, '');
    };
    const usual = makeStage().world.outputTemplates;
    expect(ending(usual)).to.equal('png');
    expect(ending(usual, 'High Quality')).to.equal('mov');
    expect(ending({ 'TIFF Sequence with Alpha': '_[#####].tif', Lossless: '.avi' })).to.equal('tif');
    expect(ending({ Verlustfrei: '.avi' }), 'a translated After Effects without the hidden ones').to.equal('mov');
    const stage = nest();
    expect(apply(stage, planProxy({ folder, template: 'Mine' }))).to.deep.include({ ok: 0, operation: 'proxy', message: 'This After Effects has no output module template Mine: choose another one.' });
  });

  it('renders nothing else that waits in the queue, and puts it back', () => {
    const stage = nest();
    byHand(stage, ({ world, comp, target }) => { world.renderItems.push(new FakeRenderItem(world, comp), new FakeRenderItem(world, target._source as FakeComp)); });
    const rendered: string[] = [];
    watchRenders(stage, ({ name }) => rendered.push(name));
    render(stage);
    expect(rendered).to.deep.equal(['nest']);
    expect(stage.world.renderItems.map(({ status }) => status)).to.deep.equal([statuses.QUEUED, statuses.QUEUED]);
  });

  it('says so when it is stopped, and leaves the project as it was', () => {
    const stage = warped();
    const before = snapshot(stage.world);
    stage.world.quirks.stopsRenders = true;
    expect(apply(stage, planProxy({ folder }))).to.deep.include({ ok: 0, code: 'host.operationFailed', operation: 'proxy' });
    expect(snapshot(stage.world)).to.deep.equal(before);
  });
});

describe('a pass of a render', () => {
  const depth = (stage: Stage): FakeLayer => stage.comp._layers.find(({ name }) => name.endsWith(' Depth'))!;
  const shots = passportOf(frameRate(25), [[0, 49, 0.9, 0.2], [50, 199, 0.7, 0.1]]);

  it('in composition time stands still under the layer, whatever the start, speed and keys of that', () => {
    const stage = warped();
    byHand(stage, ({ target }) => { target.stretch = 200; target.startTime = 1; target.inPoint = 2; target.outPoint = 6; });
    const keys = JSON.stringify((stage.target._groups[3] as unknown as { _children: FakeProperty[] })._children[1]!._keys);
    const plan = planFor({ recipe: recipes['rack-focus'], passport: shots, placement: { clock: 'composition', start: 2 } });
    expect(apply(stage, plan)).to.deep.include({ ok: 1 });
    const layer = depth(stage);
    expect([layer.startTime, layer.stretch, layer.inPoint, layer.outPoint]).to.deep.equal([1, 200, 2, 6]);
    expect(JSON.stringify((layer._groups[3] as unknown as { _children: FakeProperty[] })._children[1]!._keys)).to.equal(keys);
    const shown = stage.world.reader(layer.property('ADBE Time Remapping') as FakeProperty);
    for (const time of [2, 3.5, 5.96]) expect(Number(shown(time))).to.be.closeTo(time - 2, 1e-9);
    const near = propertyOf(stage, plan, 'plane.near');
    expect([near.keyTime(1), near.keyTime(2), near._held(3.96), near._held(4)]).to.deep.equal([2, 4, 0.9, 0.7]);
  });

  it('in source time follows the layer from where the render began', () => {
    const stage = nest();
    stage.world.disk.sequences.set('/a film & more/depth/depth_00000.png', { frames: 50, width: 640, height: 360 });
    const passport = { ...passportOf(frameRate(24), [[0, 20, 0.9, 0.2], [21, 49, 0.7, 0.1]]), sourceSize: { width: 640, height: 360 } };
    const plan = planFor({ recipe: recipes['rack-focus'], passport, placement: { clock: 'source', start: 23 / 24 } });
    expect(apply(stage, plan)).to.deep.include({ ok: 1 });
    const layer = depth(stage);
    expect([layer.startTime, layer.stretch, layer.inPoint, layer.outPoint]).to.deep.equal([1, 200, 3, 7]);
    const wrapper = layer.source as FakeComp;
    expect(wrapper._layers[0]!.startTime).to.be.closeTo(23 / 24, 1e-9);
    const near = propertyOf(stage, plan, 'plane.near');
    expect(near.keyTime(2)).to.be.closeTo(Math.ceil((1 + (44 / 24) * 2) * 25 - 0.5) / 25, 1e-9);
  });

  it('made again of a render that begins elsewhere is re-synced to there, in either clock', () => {
    const resync = (stage: Stage, placement: Placement): void => {
      stage.world.disk.sequences.set('/again/depth_00000.png', { frames: 50, width: 1280, height: 720 });
      const next = planFor({ recipe: recipes['rack-focus'], passport: shots, placement });
      const plan = { ...next, operations: next.operations.map((step) => (step.kind === 'importFootage' ? { ...step, path: '/again/depth_00000.png' } : step)) };
      stage.world.disk.texts.set('/plans/next.json', JSON.stringify(plan));
      expect(call(stage, 'resync', '/plans/next.json')).to.deep.include({ ok: 1 });
    };
    const still = warped();
    apply(still, planFor({ recipe: recipes['rack-focus'], passport: shots, placement: { clock: 'composition', start: 2 } }));
    resync(still, { clock: 'composition', start: 3 });
    expect(Number(still.world.reader(depth(still).property('ADBE Time Remapping') as FakeProperty)(5))).to.be.closeTo(2, 1e-9);
    expect((depth(still).source as FakeFootage).file!.fsName).to.equal('/again/depth_00000.png');
    const moving = nest();
    moving.world.disk.sequences.set('/a film & more/depth/depth_00000.png', { frames: 50, width: 1280, height: 720 });
    apply(moving, planFor({ recipe: recipes['rack-focus'], passport: shots, placement: { clock: 'source', start: 1 } }));
    const inner = (depth(moving).source as FakeComp)._layers[0]!;
    expect(inner.startTime).to.equal(1);
    resync(moving, { clock: 'source', start: 2 });
    expect([inner.startTime, (inner._source as FakeFootage).file!.fsName]).to.deep.equal([2, '/again/depth_00000.png']);
  });

  it('made again goes in the place of the earlier one, though its file is another', () => {
    const stage = warped();
    apply(stage, planFor({ recipe: recipes['rack-focus'], passport: shots, placement: { clock: 'composition', start: 2 } }));
    const count = stage.comp._layers.length;
    const again = planFor({ recipe: recipes['rack-focus'], passport: { ...shots, source: { ...shots.source, sha256: 'c'.repeat(64) } }, placement: { clock: 'composition', start: 2 } });
    const reply = apply(stage, again);
    expect(reply.ok === 1 && reply.v.replaced).to.equal(true);
    expect(stage.comp._layers).to.have.length(count);
  });
});
