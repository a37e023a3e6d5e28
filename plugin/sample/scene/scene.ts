import type { Distance } from './distanceGrid.js';
import type { Vector } from './vector.js';

export interface Surface {
  readonly albedo: Vector;
  readonly emission: Vector;
  /** Mirror reflectance seen straight on, 0..1. */
  readonly mirror: number;
  /** Strength and sharpness of highlights. */
  readonly shine: number;
  readonly shineExponent: number;
}

export interface Light {
  readonly position: Vector;
  /** Radiant strength, linear RGB; falls with the square of the distance. */
  readonly colour: Vector;
  /** Radius of the lamp in metres: the larger, the softer its shadows. */
  readonly radius: number;
  readonly castsShadow: boolean;
  /** How much of it the haze scatters towards the eye. */
  readonly haze: number;
}

export interface Camera {
  readonly eye: Vector;
  readonly target: Vector;
  /** Half the picture's width at distance 1. */
  readonly halfWidth: number;
}

/** One frozen instant of a shot. */
export interface Scene {
  readonly camera: Camera;
  readonly lights: readonly Light[];
  readonly ambientAbove: Vector;
  readonly ambientBelow: Vector;
  readonly fogColour: Vector;
  /** Part of the light lost per metre. */
  readonly fogDensity: number;
  readonly far: number;
  /** Signed distance to the nearest surface. */
  readonly distance: Distance;
  /** As `distance` near surfaces, a lower bound of it elsewhere, and quicker: for following rays. */
  readonly bound: Distance;
  readonly surface: (point: Vector, normal: Vector) => Surface;
  readonly background: (direction: Vector) => Vector;
}
