import { strict } from './strict.js';
import type { FakeLayer } from './layer.js';
import type { FakeMarkerValue } from './marker.js';

export const interpolation = { LINEAR: 6612, BEZIER: 6613, HOLD: 6614 } as const;

export type FakeValue = number | readonly number[] | FakeMarkerValue;

interface Key {
  time: number;
  value: FakeValue;
  inType: number;
  outType: number;
  inEase?: Ease;
  outEase?: Ease;
}

/** As KeyframeEase: units a second, per cent of the time to the next key. */
export interface Ease {
  readonly speed: number;
  readonly influence: number;
}

export interface PropertyShape {
  readonly name: string;
  readonly matchName: string;
  readonly kind: 'number' | 'integer' | 'layer' | 'list' | 'marker' | 'none';
  readonly value: FakeValue;
  readonly low?: number;
  readonly high?: number;
  readonly canVary?: boolean;
}

/** The Bezier curve of two keys at a time; its time runs unevenly when the influences are not a third. */
function curveBetween([t0, v0, out]: readonly [number, number, Ease], [t1, v1, into]: readonly [number, number, Ease], time: number): number {
  const span = t1 - t0;
  const [x1, x2] = [out.influence / 100, 1 - into.influence / 100];
  const [y1, y2] = [v0 + out.speed * span * x1, v1 - into.speed * span * (1 - x2)];
  const mix = (p0: number, p1: number, p2: number, p3: number, s: number): number => p0 * (1 - s) ** 3 + 3 * p1 * s * (1 - s) ** 2 + 3 * p2 * s * s * (1 - s) + p3 * s ** 3;
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (mix(0, x1, x2, 1, middle) < (time - t0) / span) low = middle;
    else high = middle;
  }
  return mix(v0, y1, y2, v1, low);
}

/** A property stream. Rules: setValue throws when there are keys; ranges throw; lists must be of one length; layers are kept by identity. */
export class FakeProperty {
  name: string;
  readonly matchName: string;
  readonly canVaryOverTime: boolean;
  _keys: Key[] = [];
  _value: FakeValue;
  _layer: FakeLayer | null = null;
  _stage: number | null = null;
  private _expression = '';
  expressionEnabled = false;
  expressionError = '';

  constructor(
    readonly _shape: PropertyShape,
    readonly _owner: FakeLayer,
    readonly propertyIndex: number,
  ) {
    this.name = _shape.name;
    this.matchName = _shape.matchName;
    this._value = _shape.value;
    this.canVaryOverTime = _shape.kind !== 'none' && _shape.canVary !== false;
    return strict(this, `property ${_shape.matchName}`);
  }

  get canSetExpression(): boolean {
    return this.canVaryOverTime && this._shape.kind !== 'layer' && this._shape.kind !== 'marker';
  }

  get hasMax(): boolean {
    return this._shape.high !== undefined && Number.isFinite(this._shape.high);
  }

  get maxValue(): number {
    return this._shape.high ?? Infinity;
  }

  get numKeys(): number {
    return this._keys.length;
  }

  get value(): unknown {
    if (this._shape.kind === 'layer') return this._layer ? this._layer.index : 0;
    return this._owner._world.read(this, this._owner.containingComp.time);
  }

  readonly dimensionsSeparated = false;

  /** Takes the expression of another property without running it: its layers may not all be there yet. */
  _copyExpression(from: FakeProperty): void {
    this._expression = from._expression;
    this.expressionEnabled = from.expressionEnabled;
  }

  get expression(): string {
    return this._expression;
  }

  set expression(text: string) {
    this._owner._touch();
    if (!this.canSetExpression) throw new Error(`After Effects error: cannot set expression on ${this.matchName}`);
    this._expression = text;
    this.expressionEnabled = text !== '';
    this.expressionError = text === '' ? '' : this._owner._world.tryExpression(this);
    if (this.expressionError !== '' && this._owner._world.quirks.badExpressionsThrow) throw new Error(this.expressionError);
  }

  /** Since 26.5; a property that takes no layer throws. */
  get setInputLayerAndStage(): ((index: number, stage: number) => void) | undefined {
    if (this._owner._world.quirks.version < 26.5) return undefined;
    return (index, stage) => {
      this._owner._touch();
      if (this._shape.kind !== 'layer') throw new Error('After Effects error: not a layer property');
      if (![0, -1, -2].includes(stage)) throw new Error('After Effects error: unknown stage');
      this._layer = this._owner.containingComp._layerForParameter(index);
      this._stage = stage;
    };
  }

  valueAtTime(time: number, preExpression: boolean): unknown {
    return preExpression ? this._held(time) : this._owner._world.read(this, time);
  }

  /** Value by keys alone: held, on the line between two keys, or on the curve their eases make. */
  _held(time: number): FakeValue {
    const next = this._keys.findIndex((key) => key.time > time + 1e-6);
    if (this._keys.length === 0) return this._value;
    if (next <= 0) return this._keys[next === 0 ? 0 : this._keys.length - 1].value;
    const [a, b] = [this._keys[next - 1], this._keys[next]];
    if (a.outType === interpolation.HOLD || typeof a.value !== 'number' || typeof b.value !== 'number') return a.value;
    const line = (b.value - a.value) / (b.time - a.time);
    const ease = (own?: Ease): Ease => own ?? { speed: line, influence: 100 / 3 };
    return curveBetween([a.time, a.value, ease(a.outEase)], [b.time, b.value, ease(b.inEase)], time);
  }

  private check(value: FakeValue): FakeValue {
    const { kind, matchName, low = -Infinity, high = Infinity } = this._shape;
    if (kind === 'none') throw new Error(`After Effects error: ${matchName} has no value`);
    if (kind === 'list') {
      if (typeof value !== 'object' || !('length' in value)) throw new Error(`After Effects error: ${matchName} wants an array`);
      return Array.from(value);
    }
    if (kind === 'marker') {
      if (typeof value !== 'object' || !('comment' in value)) throw new Error('After Effects error: a marker wants a MarkerValue');
      return value;
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`After Effects error: ${matchName} wants a number`);
    if (kind !== 'number' && !Number.isInteger(value)) throw new Error(`After Effects error: ${matchName} wants an integer`);
    if (value < low || value > high) throw new Error(`After Effects error: Value ${value} out of range ${low} to ${high} for ${matchName}`);
    return value;
  }

  setValue(value: FakeValue): void {
    this._owner._touch();
    if (this._keys.length > 0) throw new Error(`After Effects error: Can not set value on ${this.matchName} with keyframes`);
    if (this._shape.kind === 'layer') this._layer = this._owner.containingComp._layerForParameter(Number(this.check(value)));
    else this._value = this.check(value);
  }

  private put(time: number, value: FakeValue): void {
    if (!this.canVaryOverTime) throw new Error(`After Effects error: ${this.matchName} cannot vary over time`);
    if (!Number.isFinite(time) || Math.abs(time) > 10800) throw new Error(`After Effects error: time ${time} out of range`);
    const key: Key = { time, value: this.check(value), inType: interpolation.LINEAR, outType: interpolation.LINEAR };
    const index = this._keys.findIndex((other) => other.time > time - 1e-7);
    if (index < 0) this._keys.push(key);
    else this._keys.splice(index, Math.abs(this._keys[index].time - time) <= 1e-7 ? 1 : 0, key);
  }

  setValueAtTime(time: number, value: FakeValue): void {
    this._owner._touch();
    this._owner._world.calls.setValueAtTime++;
    this.put(time, value);
  }

  setValuesAtTimes(times: readonly number[], values: readonly FakeValue[]): void {
    this._owner._touch();
    this._owner._world.calls.setValuesAtTimes++;
    if (times.length !== values.length) throw new Error('After Effects error: arrays differ in length');
    for (let i = 0; i < times.length; i++) this.put(times[i], values[i]);
  }

  private key(index: number): Key {
    const key = this._keys[index - 1];
    if (!key) throw new Error(`After Effects error: no keyframe ${index}`);
    return key;
  }

  keyTime(index: number): number {
    return this.key(index).time;
  }

  keyValue(index: number): FakeValue {
    return this.key(index).value;
  }

  removeKey(index: number): void {
    this._owner._touch();
    this.key(index);
    this._keys.splice(index - 1, 1);
  }

  nearestKeyIndex(time: number): number {
    if (this._keys.length === 0) throw new Error('After Effects error: no keyframes');
    let best = 0;
    this._keys.forEach((key, index) => {
      if (Math.abs(key.time - time) < Math.abs(this._keys[best].time - time)) best = index;
    });
    return best + 1;
  }

  setInterpolationTypeAtKey(index: number, inType: number, outType = inType): void {
    this._owner._touch();
    Object.assign(this.key(index), { inType, outType });
  }

  setTemporalEaseAtKey(index: number, inEase: readonly Ease[], outEase: readonly Ease[] = inEase): void {
    this._owner._touch();
    if (inEase.length !== 1 || outEase.length !== 1) throw new Error('After Effects error: one ease for a property of one dimension');
    Object.assign(this.key(index), { inEase: inEase[0], outEase: outEase[0] });
  }

  keyInInterpolationType(index: number): number {
    return this.key(index).inType;
  }

  keyInTemporalEase(index: number): readonly Ease[] {
    return this._owner._world.scriptArray([this.key(index).inEase ?? { speed: 0, influence: 100 / 6 }]);
  }

  keyOutTemporalEase(index: number): readonly Ease[] {
    return this._owner._world.scriptArray([this.key(index).outEase ?? { speed: 0, influence: 100 / 6 }]);
  }

  keyOutInterpolationType(index: number): number {
    return this.key(index).outType;
  }
}
