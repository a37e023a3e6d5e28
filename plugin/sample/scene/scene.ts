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
  /** The largest of the three. */
  readonly brightest: number;
  /** Radius of the lamp in metres: the larger, the softer its shadows. */
  readonly radius: number;
  readonly castsShadow: boolean;
  /** How much of it the haze scatters towards the eye. */
  readonly haze: number;
}

export type LampOptions = Pick<Light, 'radius' | 'castsShadow' | 'haze'>;

export function lamp(position: Vector, colour: Vector, options: LampOptions): Light {
  return { position, colour, brightest: Math.max(colour.x, colour.y, colour.z), ...options };
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
