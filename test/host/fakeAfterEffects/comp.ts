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

function copyProperty(from: FakeProperty, to: FakeProperty): void {
  to._keys = from._keys.map((key) => ({ ...key }));
  to._value = from._value;
  to._layer = from._layer;
  if (from.expression !== '') to.expression = from.expression;
}

function copyGroups(from: FakeLayer, to: FakeLayer): void {
  from._groups.forEach((group, index) => {
    const target = to._groups[index];
    if (group instanceof FakeProperty) copyProperty(group, target as FakeProperty);
    else if (group instanceof FakeGroup) group._children.forEach((child, place) => copyProperty(child as FakeProperty, (target as FakeGroup)._children[place] as FakeProperty));
    else copyEffects(group, target as FakeParade);
  });
}

function copyEffects(from: FakeParade, to: FakeParade): void {
  for (const effect of from._effects) {
    const copy = new FakeGroup(effect.matchName, effect.name, to._owner, to);
    copy._children = effect._children.map((child, place) => new FakeProperty((child as FakeProperty)._shape, to._owner, place + 1));
    effect._children.forEach((child, place) => copyProperty(child as FakeProperty, copy._children[place] as FakeProperty));
    to._effects.push(copy);
  }
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
    const add = (source: FakeItem): FakeLayer => {
      this._world.touch();
      for (const other of this._layers) other.selected = false;
      const layer = new FakeLayer(this._world, this as FakeComp, source);
      layer._out = Math.max(source.duration || this.duration, this.frameDuration);
      layer.selected = true;
      this._layers.unshift(layer);
      return layer;
    };
    return strict(
      {
        byName: (name: string) => this._layers.find((layer) => layer.name === name) ?? null,
        add: (item: FakeItem, duration?: number) => {
          const layer = add(item);
          if (duration !== undefined) layer._out = duration;
          return layer;
        },
        addNull: (duration: number) => this._solidLayer(add, 'Null 1', [100, 100], duration),
        addSolid: (colour: number[], name: string, width: number, height: number) => {
          if (colour.length !== 3 || Array.from(colour).some((part) => part < 0 || part > 1)) throw new Error('After Effects error: colour');
          if (width < 4 || height < 4 || width > 30000 || height > 30000) throw new Error('After Effects error: solid size 4 to 30000');
          return this._solidLayer(add, name, [width, height], this.duration);
        },
      },
      'layer collection',
    );
  }

  /** Nulls and solids each bring a solid item into the project. */
  _solidLayer(add: (source: FakeItem) => FakeLayer, name: string, [width, height]: readonly [number, number], duration: number): FakeLayer {
    const item = new FakeFootage(this._world, { name, file: null, width, height, isStill: true, frames: 1, nativeRate: 0 });
    this._world._items.push(item);
    const layer = add(item);
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
    const copy = new FakeLayer(this._world, this as FakeComp, layer._source);
    for (const name of ['comment', 'label', 'enabled', 'solo', 'shy', 'guideLayer', 'audioEnabled', 'threeDLayer', 'blendingMode', 'parent', '_start', '_in', '_out', '_stretch', '_name', '_locked'] as const) {
      Object.assign(copy, { [name]: layer[name] });
    }
    copy._matte = { ...layer._matte };
    copyGroups(layer, copy);
    if (layer._timeRemap) {
      copy._timeRemap = new FakeProperty(layer._timeRemap._shape, copy, 1);
      copyProperty(layer._timeRemap, copy._timeRemap);
    }
    this._layers.splice(this._layers.indexOf(layer), 0, copy);
    for (const other of this._layers) other.selected = other === copy;
    return copy;
  }
}
