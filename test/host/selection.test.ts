import { expect } from 'chai';
import type { HostReply, SelectionReport } from '#contracts/hostProtocol';
import type { LayerSelection } from '#contracts/layerSelection';
import { recipes } from '#core/recipes/index';
import { frameRate } from '#core/time/frameRate';
import { passportOf } from '../fixtures/recipeInputs.js';
import type { FakeComp } from './fakeAfterEffects/comp.js';
import { FakeFile } from './fakeAfterEffects/files.js';
import type { FakeFootage } from './fakeAfterEffects/items.js';
import { makeFootageless, type FakeLayer } from './fakeAfterEffects/layer.js';
import type { FakeProperty } from './fakeAfterEffects/property.js';
import type { FakeGroup, FakeParade } from './fakeAfterEffects/propertyGroup.js';
import { apply, byHand, makeStage, planFor, type Stage } from './stage.js';

function describeLayers({ engine }: Stage): SelectionReport {
  const reply = JSON.parse(String(engine.run('$.global.depthbeat.describeSelection("")'))) as HostReply<SelectionReport>;
  if (reply.ok === 0) throw new Error(reply.message);
  return reply.v;
}

const add = ({ comp }: Stage, item: unknown): FakeLayer => (comp.layers as { add(item: unknown): FakeLayer }).add(item);

function select(stage: Stage, layer: FakeLayer): void {
  for (const other of stage.comp._layers) other.selected = other === layer;
}

/** Puts another item in the place of the clip. */
function showing(item: (stage: Stage) => unknown): (stage: Stage) => void {
  return (stage) => select(stage, add(stage, item(stage)));
}

const still = showing(({ world }) => world.addFootage({ name: 'photo.jpg', isStill: true, frames: 1, file: new FakeFile(world.disk, '/footage/photo.jpg') }));
const sequence = showing(({ world }) => world.addFootage({ name: 'render_0001.exr', file: new FakeFile(world.disk, '/footage/render_0001.exr') }));

function slider(stage: Stage, name: string): FakeProperty {
  const control = stage.comp._layers.find((layer) => layer.name.endsWith('Rack focus'));
  return ((control!.property('ADBE Effect Parade') as FakeParade).property(name) as FakeGroup).property(1) as FakeProperty;
}

describe('what can be selected', () => {
  interface Row {
    readonly name: string;
    readonly prepare: (stage: Stage) => void;
    /** What describeSelection says of it. */
    readonly says: Partial<LayerSelection>;
    /** Code of the refusal; none: the plan is applied. */
    readonly refused?: string;
  }

  const rows: readonly Row[] = [
    { name: 'a footage layer', prepare: () => undefined, says: { sourcePath: '/footage/clip.mp4', proxyReasons: [], cautions: [], isStill: false, isSequence: false, sourceFrameRate: 25 } },
    { name: 'a still', prepare: still, says: { isStill: true, sourcePath: '/footage/photo.jpg', sourceFrameRate: 0 } },
    { name: 'an image sequence', prepare: sequence, says: { isStill: false, isSequence: true, sourcePath: '/footage/render_0001.exr' } },
    { name: 'a precomposition', prepare: showing(({ world, comp }) => { const inner = world.addComp({ name: 'inner' }); world.activeItem = comp; return inner; }), says: { proxyReasons: ['composition'], sourcePath: '' } },
    { name: 'a layer with effects', prepare: ({ target }) => { (target.property('ADBE Effect Parade') as FakeParade).addProperty('ADBE Tint'); }, says: { cautions: [], proxyReasons: [] } },
    { name: 'a layer with masks and a track matte', prepare: (stage) => { (stage.target.property('ADBE Mask Parade') as FakeParade).addProperty('ADBE Mask Atom'); const matte = add(stage, stage.target.source); stage.target.setTrackMatte!(matte, 5013); select(stage, stage.target); }, says: { cautions: ['masks', 'trackMatte'], proxyReasons: [] } },
    { name: 'a time-remapped layer', prepare: ({ target }) => { target.timeRemapEnabled = true; }, says: { timeRemapped: true, proxyReasons: [] } },
    { name: 'a stretched layer', prepare: ({ target }) => { target.stretch = 150; }, says: { stretch: 150 } },
    { name: 'a reversed layer', prepare: ({ target }) => { target._stretch = -100; target._start = 8; }, says: { stretch: -100 } },
    { name: 'a trimmed layer', prepare: ({ target }) => { target.inPoint = 1; target.outPoint = 3; }, says: { inPoint: 1, outPoint: 3 } },
    { name: 'a 3D layer', prepare: ({ target }) => { target.threeDLayer = true; }, says: {} },
    { name: 'a parented layer', prepare: (stage) => { stage.target.parent = add(stage, stage.target.source); select(stage, stage.target); }, says: {} },
    { name: 'looped footage', prepare: ({ target }) => { (target.source as FakeFootage).mainSource.loop = 3; }, says: { loops: 3 } },
    { name: 'footage that has a proxy of After Effects', prepare: ({ target }) => { Object.defineProperty(target._source, 'useProxy', { value: true }); }, says: { sourcePath: '/footage/clip.mp4', proxyReasons: [] } },
    { name: 'a placeholder', prepare: showing(({ world }) => world.addFootage({ name: 'placeholder', file: null })), says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'a camera', prepare: ({ target }) => makeFootageless(target, 'camera'), says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'a light', prepare: ({ target }) => makeFootageless(target, 'light'), says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'a shape layer', prepare: ({ target }) => makeFootageless(target, 'shape'), says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'a text layer', prepare: ({ target }) => makeFootageless(target, 'text'), says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'a null', prepare: ({ target }) => { target.nullLayer = true; }, says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'a solid', prepare: showing(({ world }) => world.addFootage({ name: 'Black Solid', file: null, isStill: true, frames: 1 })), says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'an adjustment layer', prepare: ({ target }) => { target.adjustmentLayer = true; }, says: { trouble: 'selection.unsupported' }, refused: 'selection.unsupported' },
    { name: 'a locked layer', prepare: ({ target }) => { target._locked = true; }, says: { trouble: 'selection.locked' }, refused: 'selection.locked' },
    { name: 'missing footage', prepare: ({ target }) => { Object.assign(target._source, { footageMissing: true }); }, says: { trouble: 'selection.missingFootage' }, refused: 'selection.missingFootage' },
  ];

  for (const { name, prepare, says, refused } of rows) {
    it(`${name} is ${refused ? `refused with ${refused}` : 'taken'}`, () => {
      const stage = makeStage();
      byHand(stage, prepare);
      const [layer] = describeLayers(stage).layers;
      expect(layer).to.deep.include(says);
      if (!refused) expect(layer.trouble).to.equal(undefined);
      const reply = apply(stage, planFor({ recipe: recipes['rack-focus'] }));
      expect(reply, JSON.stringify(reply)).to.deep.include(refused ? { ok: 0, code: refused } : { ok: 1 });
      expect(stage.world.calls.mutationsOutsideUndo).to.equal(0);
    });
  }

  it('nothing selected is an empty list, several are all described', () => {
    const stage = makeStage();
    stage.target.selected = false;
    expect(describeLayers(stage).layers).to.deep.equal([]);
    byHand(stage, (open) => { add(open, open.target.source); });
    for (const layer of stage.comp._layers) layer.selected = true;
    expect(describeLayers(stage).layers).to.have.length(2);
  });

  it('lists what can be heard, with the time its sound starts', () => {
    const stage = makeStage();
    byHand(stage, (open) => {
      const song = add(open, open.world.addFootage({ name: 'song.wav', hasAudio: true, file: new FakeFile(open.world.disk, '/music/song.wav') }));
      song.startTime = 1.5;
      open.target.audioEnabled = false;
    });
    expect(describeLayers(stage).audible).to.deep.equal([{ layerId: stage.comp._layers[0].id, layerName: 'song.wav', sourcePath: '/music/song.wav', startTime: 1.5, stretch: 100 }]);
    for (const layer of stage.comp._layers) layer.audioEnabled = false;
    expect(describeLayers(stage).audible).to.deep.equal([]);
  });

  it('says what the host can do, and where the project lies once it was saved', () => {
    const stage = makeStage({ version: 22 });
    expect(describeLayers(stage)).to.deep.include({ projectPath: '' });
    expect(describeLayers(stage).capabilities).to.deep.include({ freeTrackMattes: false, layerInputStage: false, bitsPerChannel: 16, workingSpace: '' });
    stage.world.projectFile = '/projects/film.aep';
    expect(describeLayers(stage).projectPath).to.equal('/projects/film.aep');
  });
});

describe('focus planes of a layer that does not run forward', () => {
  const plan = planFor({ recipe: recipes['rack-focus'], passport: passportOf(frameRate(25), [[0, 99, 0.9, 0.2], [100, 199, 0.7, 0.1]]) });

  /** Near focus at a time, and what it should be by the frame the layer shows. */
  function expectPlanes(stage: Stage, sourceAt: (time: number) => number, times: readonly number[]): void {
    expect(apply(stage, plan)).to.deep.include({ ok: 1 });
    const near = slider(stage, 'Near focus');
    for (const time of times) expect(near._held(time), `at ${time}`).to.equal(sourceAt(time) >= 4 ? 0.7 : 0.9);
  }

  it('follow a reversed layer', () => {
    const stage = makeStage();
    byHand(stage, ({ target }) => Object.assign(target, { _stretch: -100, _start: 8, _in: 0, _out: 8 }));
    expectPlanes(stage, (time) => 8 - time, [0, 1, 3.96, 4.04, 7.96]);
  });

  it('follow a time remap', () => {
    const stage = makeStage();
    byHand(stage, ({ target }) => {
      target.timeRemapEnabled = true;
      const remap = target.property('ADBE Time Remapping') as FakeProperty;
      while (remap.numKeys > 0) remap.removeKey(1);
      remap.setValuesAtTimes([0, 2, 4], [0, 7.9, 1]);
    });
    const remapped = (time: number): number => (time < 2 ? (time * 7.9) / 2 : 7.9 - ((time - 2) * 6.9) / 2);
    expectPlanes(stage, remapped, [0, 0.96, 1.04, 2, 3.08, 3.2, 3.96]);
  });

  it('a pass that begins inside the clip is read through the remap from where it begins', () => {
    const stage = makeStage();
    byHand(stage, ({ target }) => { target.timeRemapEnabled = true; });
    apply(stage, planFor({ recipe: recipes['rack-focus'], passport: passportOf(frameRate(25), [[50, 199, 0.9, 0.1]]) }));
    const depth = stage.comp._layers.find(({ name }) => name.endsWith('Depth'))!;
    expect((depth.property('ADBE Time Remapping') as FakeProperty).expression).to.equal('');
    expect((depth.source as FakeComp)._layers[0]!.startTime).to.equal(2);
  });

  it('footage with pixels that are not square gets depth of the same shape', () => {
    const stage = makeStage();
    (stage.target.source as FakeFootage).pixelAspect = 1.0940;
    apply(stage, plan);
    expect(stage.comp._layers.find(({ name }) => name.endsWith('Depth'))!.source.pixelAspect).to.equal(1.0940);
  });

  it('footage that was interpreted at another rate (slow motion) takes pass and planes along', () => {
    const stage = makeStage();
    byHand(stage, ({ target }) => { (target.source as FakeFootage).mainSource.conformFrameRate = 12.5; });
    expectPlanes(stage, (time) => time / 2, [0, 7.96, 8, 11.96]);
    const depth = stage.comp._layers.find(({ name }) => name.endsWith('Depth'))!;
    expect((depth.source as FakeFootage).mainSource.conformFrameRate).to.equal(12.5);
  });

  it('fog keeps to the masks of the layer, depth does not', () => {
    const stage = makeStage();
    byHand(stage, ({ target }) => { (target.property('ADBE Mask Parade') as FakeParade).addProperty('ADBE Mask Atom'); });
    apply(stage, planFor({ recipe: recipes['fog-pulse'] }));
    const masks = (name: string): number => (stage.comp._layers.find((layer) => layer.name.endsWith(name))!.property('ADBE Mask Parade') as FakeParade).numProperties;
    expect([masks(' Fog'), masks('Fog depth')]).to.deep.equal([1, 0]);
  });

  it('looped footage gets looped depth', () => {
    const stage = makeStage();
    (stage.target.source as FakeFootage).mainSource.loop = 3;
    apply(stage, plan);
    expect((stage.comp._layers.find(({ name }) => name.endsWith('Depth'))!.source as FakeFootage).mainSource.loop).to.equal(3);
  });
});
