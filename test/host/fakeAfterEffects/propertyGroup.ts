import { effectTables, type ParameterRow } from './effectTables.js';
import type { FakeLayer } from './layer.js';
import { FakeProperty, type PropertyShape } from './property.js';
import { strict } from './strict.js';

export type FakeNode = FakeProperty | FakeGroup;

function matchNode(nodes: readonly FakeNode[], key: string | number): FakeNode | null {
  if (typeof key === 'number') return nodes[key - 1] ?? null;
  return nodes.find((node) => node.matchName === key || node.name === key) ?? null;
}

/** A fixed group of properties: a transform, an effect. */
export class FakeGroup {
  _children: FakeNode[] = [];
  private _name: string;
  _renamed = false;
  enabled = true;
  maskMode = 6813;

  constructor(
    readonly matchName: string,
    name: string,
    readonly _owner: FakeLayer,
    readonly _parent: FakeParade | null = null,
  ) {
    this._name = name;
    return strict(this, `group ${matchName}`);
  }

  get name(): string {
    return this._name;
  }

  set name(text: string) {
    this._owner._touch();
    this._name = text;
    this._renamed = true;
  }

  get numProperties(): number {
    return this._children.length;
  }

  get propertyIndex(): number {
    return this._parent ? this._parent._effects.findIndex((effect) => effect._children === this._children) + 1 : 0;
  }

  property(key: string | number): FakeNode | null {
    return matchNode(this._children, key);
  }

  remove(): void {
    this._owner._touch();
    if (!this._parent) throw new Error('After Effects error: this group cannot be removed');
    this._parent._take(this);
  }
}

function shapeOf(matchName: string, parameter: ParameterRow): PropertyShape {
  const kinds = { number: 'number', angle: 'number', popup: 'integer', checkbox: 'integer', layer: 'layer', point: 'list', colour: 'list', group: 'none' } as const;
  return { ...parameter, matchName: `${matchName}-${parameter.suffix}`, kind: kinds[parameter.type] };
}

function makeEffect(matchName: string, parade: FakeParade): FakeGroup {
  const table = matchName === 'ADBE Mask Atom' ? { name: 'Mask 1', parameters: [] } : effectTables[matchName];
  const effect = new FakeGroup(matchName, table.name, parade._owner, parade);
  effect._children = table.parameters.map((parameter, index) => new FakeProperty(shapeOf(matchName, parameter), parade._owner, index + 1));
  return effect;
}

/** An indexed group (effects, masks): adding to it or taking from it makes every reference handed out before invalid. */
export class FakeParade {
  _effects: FakeGroup[] = [];
  private _generation = 0;

  constructor(
    readonly matchName: string,
    readonly name: string,
    readonly _owner: FakeLayer,
  ) {
    return strict(this, `group ${matchName}`);
  }

  get numProperties(): number {
    return this._effects.length;
  }

  canAddProperty(matchName: string): boolean {
    if (this.matchName === 'ADBE Mask Parade') return matchName === 'ADBE Mask Atom';
    return Object.prototype.hasOwnProperty.call(effectTables, matchName) && !this._owner._world.quirks.missingEffects.includes(matchName);
  }

  addProperty(matchName: string): FakeGroup {
    this._owner._touch();
    if (!this.canAddProperty(matchName)) throw new Error(`After Effects error: cannot add ${matchName}`);
    this._owner._world.failWhenAsked(`addProperty ${matchName}`);
    const effect = makeEffect(matchName, this);
    this._effects.push(effect);
    this._generation++;
    return this.handle(effect);
  }

  property(key: string | number): FakeGroup | null {
    const effect = matchNode(this._effects, key) as FakeGroup | null;
    return effect ? this.handle(effect) : null;
  }

  _take(effect: FakeGroup): void {
    const index = this._effects.findIndex((other) => other._children === effect._children);
    if (index < 0) throw new Error('Object is invalid');
    this._effects.splice(index, 1);
    this._generation++;
  }

  /** The effect as a script holds it, and everything reached through it: dead once the group has changed. */
  private handle<T extends FakeNode>(node: T): T {
    const born = this._generation;
    return new Proxy(node, {
      get: (object, member, receiver) => {
        if (born !== this._generation) throw new Error('Object is invalid');
        const value = Reflect.get(object, member, receiver) as unknown;
        if (member !== 'property') return value;
        return (key: string | number) => {
          const child = (object as FakeGroup).property(key);
          return child ? this.handle(child) : null;
        };
      },
      set: (object, member, value, receiver) => {
        if (born !== this._generation) throw new Error('Object is invalid');
        return Reflect.set(object, member, value, receiver);
      },
    });
  }
}
