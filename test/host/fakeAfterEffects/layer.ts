import type { FakeComp } from './comp.js';
import type { FakeItem } from './items.js';
import { FakeGroup, FakeParade, type FakeNode } from './propertyGroup.js';
import { FakeProperty } from './property.js';
import { strict } from './strict.js';
import type { FakeWorld } from './world.js';

export const matteTypes = { NO_TRACK_MATTE: 5012, ALPHA: 5013, ALPHA_INVERTED: 5014, LUMA: 5015, LUMA_INVERTED: 5016 } as const;

/** An AVLayer. Every member use after `remove()` throws, as on a real one. */
export class FakeLayer {
  readonly matchName = 'ADBE AV Layer';
  readonly id: number;
  _removed = false;
  _source: FakeItem;
  _start = 0;
  _in = 0;
  _out = 10;
  _stretch = 100;
  _groups: (FakeGroup | FakeParade | FakeProperty)[] = [];
  _timeRemap: FakeProperty | null = null;
  _matte: { layer: FakeLayer | null; type: number } = { layer: null, type: matteTypes.NO_TRACK_MATTE };
  comment = '';
  label = 1;
  enabled = true;
  solo = false;
  shy = false;
  guideLayer = false;
  audioEnabled = true;
  selected = false;
  threeDLayer = false;
  blendingMode = 5212;
  nullLayer = false;
  adjustmentLayer = false;
  hasVideo = true;
  collapseTransformation = false;
  _parent: FakeLayer | null = null;
  _name = '';
  _locked = false;

  constructor(
    readonly _world: FakeWorld,
    readonly containingComp: FakeComp,
    source: FakeItem,
  ) {
    this.id = _world.nextId();
    this._source = source;
    const me = strict(this, 'layer');
    this._groups = makeGroups(me);
    return me;
  }

  _touch(): void {
    if (this._removed) throw new Error('Object is invalid');
    this._world.touch();
  }

  get parent(): FakeLayer | null {
    return this._parent;
  }

  set parent(layer: FakeLayer | null) {
    this._touch();
    this._parent = layer;
  }

  get locked(): boolean {
    return this._locked;
  }

  set locked(value: boolean) {
    this._touch();
    this._locked = value;
  }

  get name(): string {
    if (this._removed) throw new Error('Object is invalid');
    return this._name === '' ? this._source.name : this._name;
  }

  set name(text: string) {
    this._touch();
    this._name = text;
  }

  get index(): number {
    return this.containingComp._layers.indexOf(this) + 1;
  }

  get source(): FakeItem {
    return this._source;
  }

  get hasAudio(): boolean {
    return this._source._hasAudio;
  }

  get width(): number {
    return this._source.width;
  }

  get height(): number {
    return this._source.height;
  }

  get startTime(): number {
    return this._start;
  }

  /** Moving the start moves in, out and every key along. */
  set startTime(time: number) {
    this._touch();
    this._moveKeys((key) => key + time - this._start);
    this._in += time - this._start;
    this._out += time - this._start;
    this._start = time;
  }

  get inPoint(): number {
    return this._in;
  }

  set inPoint(time: number) {
    this._touch();
    if (time >= this._out) throw new Error('After Effects error: inPoint must be before outPoint');
    this._in = time;
  }

  get outPoint(): number {
    return this._out;
  }

  set outPoint(time: number) {
    this._touch();
    if (time <= this._in) throw new Error('After Effects error: outPoint must be after inPoint');
    this._out = time;
  }

  get stretch(): number {
    return this._stretch;
  }

  /** The in point stays where it is, so the start moves. */
  set stretch(percent: number) {
    this._touch();
    const ratio = percent / this._stretch;
    this._moveKeys((key) => this._in + (key - this._in) * ratio);
    this._start = this._in + (this._start - this._in) * ratio;
    this._out = this._in + (this._out - this._in) * ratio;
    this._stretch = percent;
  }

  /** Keys hang on the layer: they go where it goes and stretch as it stretches. */
  _moveKeys(moved: (time: number) => number): void {
    const nodes = this._groups.flatMap((group) => (group instanceof FakeProperty ? [group] : group instanceof FakeGroup ? group._children : group._effects.flatMap(({ _children }) => _children)));
    for (const property of [...nodes, ...(this._timeRemap ? [this._timeRemap] : [])] as FakeProperty[]) for (const key of property._keys) key.time = moved(key.time);
  }

  get canSetTimeRemapEnabled(): boolean {
    return this._source.duration > 0;
  }

  get timeRemapEnabled(): boolean {
    return this._timeRemap !== null;
  }

  /** Enabling makes the two keys of a remap that changes nothing. */
  set timeRemapEnabled(on: boolean) {
    this._touch();
    if (on && this._timeRemap) return;
    if (on && !this.canSetTimeRemapEnabled) throw new Error('After Effects error: a still has no time to remap');
    this._timeRemap = on ? new FakeProperty({ matchName: 'ADBE Time Remapping', name: 'Time Remap', kind: 'number', value: 0 }, this, 1) : null;
    this._timeRemap?.setValuesAtTimes([this._start, this._start + this._source.duration], [0, this._source.duration]);
  }

  get hasTrackMatte(): boolean {
    return this._matte.type !== matteTypes.NO_TRACK_MATTE;
  }

  get trackMatteLayer(): FakeLayer | null {
    return this._matte.layer;
  }

  get trackMatteType(): number {
    return this._matte.type;
  }

  /** The way before 23.0: the layer directly above is the matte. */
  set trackMatteType(type: number) {
    this._touch();
    const above = this.containingComp._layers[this.index - 2] ?? null;
    if (type !== matteTypes.NO_TRACK_MATTE && !above) throw new Error('After Effects error: there is no layer above');
    this._matte = { layer: type === matteTypes.NO_TRACK_MATTE ? null : above, type };
  }

  get setTrackMatte(): ((layer: FakeLayer | null, type: number) => void) | undefined {
    if (this._world.quirks.version < 23) return undefined;
    return (layer, type) => {
      this._touch();
      if (type === matteTypes.NO_TRACK_MATTE) return;
      this._matte = { layer, type: layer ? type : matteTypes.NO_TRACK_MATTE };
    };
  }

  get removeTrackMatte(): (() => void) | undefined {
    if (this._world.quirks.version < 23) return undefined;
    return () => {
      this._touch();
      this._matte = { layer: null, type: matteTypes.NO_TRACK_MATTE };
    };
  }

  property(key: string | number): FakeNode | FakeParade | null {
    if (this._removed) throw new Error('Object is invalid');
    if (key === 'ADBE Time Remapping') return this._timeRemap;
    return this._groups.find((node) => node.matchName === key) ?? null;
  }

  replaceSource(source: FakeItem, fixExpressions: boolean): void {
    this._touch();
    if (typeof fixExpressions !== 'boolean') throw new Error('After Effects error: replaceSource wants two arguments');
    if (!source.typeName.match(/Footage|Composition/)) throw new Error('After Effects error: not an AVItem');
    this._source = source;
  }

  moveBefore(layer: FakeLayer): void {
    this._touch();
    this.containingComp._move(this, layer, 0);
  }

  moveAfter(layer: FakeLayer): void {
    this._touch();
    this.containingComp._move(this, layer, 1);
  }

  moveToEnd(): void {
    this._touch();
    this.containingComp._move(this, this.containingComp._layers[this.containingComp._layers.length - 1], 1);
  }

  remove(): void {
    this._touch();
    if (this._locked) throw new Error('After Effects error: the layer is locked');
    this.containingComp._drop(this);
    this._removed = true;
  }

  /** The copy lies directly above and becomes the selection. */
  duplicate(): FakeLayer {
    this._touch();
    return this.containingComp._duplicate(this);
  }
}

function transformOf(layer: FakeLayer): FakeGroup {
  const group = new FakeGroup('ADBE Transform Group', 'Transform', layer);
  const size = [layer._source.width / 2, layer._source.height / 2, 0];
  const list = (matchName: string, name: string, value: readonly number[], index: number): FakeProperty => new FakeProperty({ matchName, name, kind: 'list', value }, layer, index);
  group._children = [
    list('ADBE Anchor Point', 'Anchor Point', size, 1),
    list('ADBE Position', 'Position', [layer.containingComp.width / 2, layer.containingComp.height / 2, 0], 2),
    list('ADBE Scale', 'Scale', [100, 100, 100], 3),
    new FakeProperty({ matchName: 'ADBE Rotate Z', name: 'Rotation', kind: 'number', value: 0 }, layer, 4),
    new FakeProperty({ matchName: 'ADBE Opacity', name: 'Opacity', kind: 'number', value: 100, low: 0, high: 100 }, layer, 5),
  ];
  return group;
}

function makeGroups(layer: FakeLayer): (FakeGroup | FakeParade | FakeProperty)[] {
  return [
    new FakeProperty({ matchName: 'ADBE Marker', name: 'Marker', kind: 'marker', value: 0 }, layer, 1),
    new FakeParade('ADBE Mask Parade', 'Masks', layer),
    new FakeParade('ADBE Effect Parade', 'Effects', layer),
    transformOf(layer),
  ];
}

/** Cameras, lights, shapes and texts: layers without footage. What they lack is undefined, as on a real one. */
export function makeFootageless(layer: FakeLayer, kind: 'camera' | 'light' | 'shape' | 'text'): void {
  Object.defineProperty(layer, 'source', { value: kind === 'text' || kind === 'shape' ? null : undefined });
  layer.hasVideo = kind === 'text' || kind === 'shape';
}
