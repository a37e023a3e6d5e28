/** A point, a direction or a linear RGB colour. Mutable only where a function says that it fills one. */
export interface Vector {
  x: number;
  y: number;
  z: number;
}

export const vector = (x: number, y: number, z: number): Vector => ({ x, y, z });

export const plus = (a: Vector, b: Vector, scale = 1): Vector => vector(a.x + b.x * scale, a.y + b.y * scale, a.z + b.z * scale);

export const times = (a: Vector, scale: number): Vector => vector(a.x * scale, a.y * scale, a.z * scale);

export const product = (a: Vector, b: Vector): Vector => vector(a.x * b.x, a.y * b.y, a.z * b.z);

export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z;

export const cross = (a: Vector, b: Vector): Vector => vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);

export const lengthOf = (a: Vector): number => Math.sqrt(dot(a, a));

export const unit = (a: Vector): Vector => times(a, 1 / lengthOf(a));

export const mix = (a: Vector, b: Vector, part: number): Vector => vector(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, a.z + (b.z - a.z) * part);

export const mixNumber = (a: number, b: number, part: number): number => a + (b - a) * part;

export const clamp01 = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

/** Hermite step from 0 at `from` to 1 at `to`. */
export function smoothStep(from: number, to: number, value: number): number {
  const part = clamp01((value - from) / (to - from));
  return part * part * (3 - 2 * part);
}
