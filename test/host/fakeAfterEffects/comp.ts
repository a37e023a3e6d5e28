import { FakeItem, FakeFootage } from './items.js';
import { FakeLayer } from './layer.js';
import type { FakeParade } from './propertyGroup.js';
import { FakeGroup } from './propertyGroup.js';
import { FakeProperty } from './property.js';
import { strict } from './strict.js';
import type { FakeWorld } from './world.js';

export interface CompShape {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly aspect: number;
  readonly duration: number;
  readonly rate: number;
}

/** Finds the counterpart of a layer in the composition a copy goes to. */
type Counterpart = (layer: FakeLayer | null) => FakeLayer | null;

function copyProperty(from: FakeProperty, to: FakeProperty, counterpart: Counterpart): void {
  to._keys = from._keys.map((key) => ({ ...key }));
  to._value = from._value;
  to._layer = counterpart(from._layer);
  to._copyExpression(from);
}

function copyGroups(from: FakeLayer, to: FakeLayer, counterpart: Counterpart): void {
  from._groups.forEach((group, index) => {
    const target = to._groups[index];
    if (group instanceof FakeProperty) copyProperty(group, target as FakeProperty, counterpart);
    else if (group instanceof FakeGroup) group._children.forEach((child, place) => copyProperty(child as FakeProperty, (target as FakeGroup)._children[place] as FakeProperty, counterpart));
    else copyEffects(group, target as FakeParade, counterpart);
  });
}

function copyEffects(from: FakeParade, to: FakeParade, counterpart: Counterpart): void {
  for (const effect of from._effects) {
    const copy = new FakeGroup(effect.matchName, effect.name, to._owner, to);
    copy.enabled = effect.enabled;
    copy.maskMode = effect.maskMode;
    copy._children = effect._children.map((child, place) => new FakeProperty((child as FakeProperty)._shape, to._owner, place + 1));
    effect._children.forEach((child, place) => copyProperty(child as FakeProperty, copy._children[place] as FakeProperty, counterpart));
    to._effects.push(copy);
  }
}

function copyLayer(from: FakeLayer, comp: FakeComp, counterpart: Counterpart): FakeLayer {
  const copy = new FakeLayer(comp._world, comp, from._source);
  for (const name of ['comment', 'label', 'enabled', 'solo', 'shy', 'guideLayer', 'audioEnabled', 'threeDLayer', 'blendingMode', 'collapseTransformation', 'nullLayer', '_start', '_in', '_out', '_stretch', '_name', '_locked'] as const) {
    Object.assign(copy, { [name]: from[name] });
  }
  copy._parent = counterpart(from._parent);
  copy._matte = { ...from._matte, layer: counterpart(from._matte.layer) };
  copyGroups(from, copy, counterpart);
  if (from._timeRemap) {
    copy._timeRemap = new FakeProperty(from._timeRemap._shape, copy, 1);
    copyProperty(from._timeRemap, copy._timeRemap, counterpart);
  }
  return copy;
}

/** Points the layer parameters of a copy's effects at the copies of what they pointed at. */
function linkEffects(from: FakeLayer, to: FakeLayer, counterpart: Counterpart): void {
  const effectsOf = (layer: FakeLayer): FakeGroup[] => (layer._groups[2] as FakeParade)._effects;
  effectsOf(from).forEach((effect, index) =>
    effect._children.forEach((child, place) => {
      (effectsOf(to)[index]!._children[place] as FakeProperty)._layer = counterpart((child as FakeProperty)._layer);
    }),
  );
}

/** A composition. Layers are counted from 1; new ones lie on top and become the selection. */
export class FakeComp extends FakeItem {
  _layers: FakeLayer[] = [];
  readonly frameRate: number;
  readonly frameDuration: number;
  readonly duration: number;
  time = 0;
  readonly footageMissing = false;

  constructor(world: FakeWorld, shape: CompShape) {
    super(world, 'Composition', shape.name);
    this.width = shape.width;
    this.height = shape.height;
    this.pixelAspect = shape.aspect;
    this.duration = shape.duration;
    this.frameRate = shape.rate;
    this.frameDuration = 1 / shape.rate;
    return strict(this, 'composition');
  }

  get numLayers(): number {
    return this._layers.length;
  }

  layer(key: number | string): FakeLayer {
    const layer = typeof key === 'number' ? this._layers[key - 1] : this._layers.find(({ name }) => name === key);
    if (!layer) throw new Error(`After Effects error: no layer ${key}`);
    return layer;
  }

  get selectedLayers(): FakeLayer[] {
    return this._world.scriptArray(this._layers.filter(({ selected }) => selected));
  }

  get layers(): object {
    const place = (source: FakeItem): FakeLayer => {
      for (const other of this._layers) other.selected = false;
      const layer = new FakeLayer(this._world, this as FakeComp, source);
      layer._out = Math.max(source.duration || this.duration, this.frameDuration);
      layer.selected = true;
      this._layers.unshift(layer);
      return layer;
    };
    const add = (source: FakeItem): FakeLayer => {
      this._world.touch();
      return place(source);
    };
    return strict(
      {
        byName: (name: string) => this._layers.find((layer) => layer.name === name) ?? null,
        add: (item: FakeItem, duration?: number) => {
          const layer = add(item);
          if (duration !== undefined) layer._out = duration;
          return layer;
        },
        addNull: (duration: number) => this._solidLayer(place, 'Null 1', [100, 100], duration),
        addSolid: (colour: number[], name: string, width: number, height: number) => {
          if (colour.length !== 3 || Array.from(colour).some((part) => part < 0 || part > 1)) throw new Error('After Effects error: colour');
          if (width < 4 || height < 4 || width > 30000 || height > 30000) throw new Error('After Effects error: solid size 4 to 30000');
          return this._solidLayer(place, name, [width, height], this.duration);
        },
      },
      'layer collection',
    );
  }

  /** Nulls and solids each bring a solid item into the project. */
  _solidLayer(place: (source: FakeItem) => FakeLayer, name: string, [width, height]: readonly [number, number], duration: number): FakeLayer {
    this._world.touch();
    const item = new FakeFootage(this._world, { name, file: null, width, height, isStill: true, frames: 1, nativeRate: 0 });
    this._world._items.push(item);
    const layer = place(item);
    layer._out = duration;
    layer.nullLayer = name === 'Null 1';
    return layer;
  }

  /** A layer parameter takes an index, 0 = none, and keeps the layer behind it. */
  _layerForParameter(index: number): FakeLayer | null {
    if (index < 0 || index > this._layers.length) throw new Error(`After Effects error: layer index ${index} out of range`);
    return index === 0 ? null : this._layers[index - 1];
  }

  _drop(layer: FakeLayer): void {
    this._layers.splice(this._layers.indexOf(layer), 1);
    layer._removed = true;
  }

  _move(layer: FakeLayer, other: FakeLayer, offset: number): void {
    if (layer === other) return;
    this._layers.splice(this._layers.indexOf(layer), 1);
    this._layers.splice(this._layers.indexOf(other) + offset, 0, layer);
  }

  _duplicate(layer: FakeLayer): FakeLayer {
    const copy = copyLayer(layer, this as FakeComp, (other) => other);
    this._layers.splice(this._layers.indexOf(layer), 0, copy);
    for (const other of this._layers) other.selected = other === copy;
    return copy;
  }

  /** The copy lies in the same folder; what its layers point at are the copies in it. */
  duplicate(): FakeComp {
    this._world.touch();
    const copy = this._world.makeComp({ name: `${this.name} 2`, width: this.width, height: this.height, aspect: this.pixelAspect, duration: this.duration, rate: this.frameRate });
    copy._parent = this._parent;
    this._world._items.push(copy);
    copy._layers = this._layers.map((layer) => copyLayer(layer, copy, () => null));
    const counterpart: Counterpart = (layer) => (layer ? (copy._layers[this._layers.indexOf(layer)] ?? null) : null);
    this._layers.forEach((layer, index) => {
      const made = copy._layers[index]!;
      made._parent = counterpart(layer._parent);
      made._matte = { ...layer._matte, layer: counterpart(layer._matte.layer) };
      linkEffects(layer, made, counterpart);
    });
    return copy;
  }
}
