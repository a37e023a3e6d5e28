import { boxDistance, cylinderDistance, repeated } from './distance.js';
import { withGrid, type Distance } from './distanceGrid.js';
import { figureDistance, figureGrid, garmentAt, makeFigure, type Garment } from './figure.js';
import { fractalNoise, latticeHash, valueNoise } from './noise.js';
import { bonesOf, walkingStance } from './poses.js';
import { lamp, type Light, type Scene, type Surface } from './scene.js';
import { mix, smoothStep, times, vector, type Vector } from './vector.js';

const WALL = 3.3;
const LAMP_STEP = 6;
const LAMP_SIDE = -2.35;
const END = 46;
const SIGN = { x: WALL - 0.55, y: 3.1, z: 9.2 };
const sodium = vector(1, 0.6, 0.26);
const pink = vector(1, 0.14, 0.5);
const cyan = vector(0.1, 0.8, 1);
const dark = vector(0, 0, 0);

const surface = (albedo: Vector, rest: Partial<Surface> = {}): Surface => ({ albedo, emission: dark, mirror: 0, shine: 0.05, shineExponent: 20, ...rest });

const garments: Readonly<Record<Garment, Surface>> = {
  skin: surface(vector(0.5, 0.31, 0.22), { shine: 0.12, shineExponent: 18 }),
  hair: surface(vector(0.12, 0.06, 0.03), { shine: 0.3, shineExponent: 26 }),
  top: surface(vector(0.72, 0.42, 0.06), { shine: 0.18, shineExponent: 22 }),
  trousers: surface(vector(0.07, 0.09, 0.15)),
  shoes: surface(vector(0.05, 0.045, 0.04), { shine: 0.4, shineExponent: 40 }),
  gear: surface(vector(0.1, 0.1, 0.1)),
};

const lampZ = (z: number): number => repeated(z - 3, LAMP_STEP, 0, 6);

const pole = { radius: 0.045, halfHeight: 1.7 };
const poleFoot = { radius: 0.1, halfHeight: 0.2 };
const poleArm = { x: 0.32, y: 0.025, z: 0.025 };
const bollard = { radius: 0.075, halfHeight: 0.42 };
const pierSize = { x: 0.22, y: 1, z: 0.25 };
const ledgeSize = { x: 0.3, y: 0.09, z: 1 };
const stepSize = { x: 0.6, y: 0.07, z: 0.8 };

/** House fronts with piers, doorsteps and ledges, and a wall that closes the far end. */
function housesDistance(x: number, y: number, z: number): number {
  const side = WALL - Math.abs(x);
  if (side > 1.4) return Math.min(side - 0.7, END - z);
  const pier = boxDistance(side, 0, repeated(z - 1, 4, -1, 10), pierSize);
  const ledge = boxDistance(side, y - 3.95, 0, ledgeSize);
  const step = boxDistance(side, y - 0.07, repeated(z - 3, 8, -1, 5), stepSize) - 0.01;
  return Math.min(Math.min(side, pier), Math.min(ledge, step), END - z);
}

/** Where a body lies wholly above `bottom`, the way up to it serves as a bound for points well below. */
const BULBS_BOTTOM = 3.35;
const SIGN_REACH = 1.1;

function lampPostDistance(x: number, y: number, z: number): number {
  const along = lampZ(z);
  const aside = Math.abs(x - LAMP_SIDE - 0.3) - 0.5;
  if (aside > 0.3) return aside;
  const shaft = cylinderDistance(x - LAMP_SIDE, y - 1.7, along, pole);
  const foot = cylinderDistance(x - LAMP_SIDE, y - 0.2, along, poleFoot);
  const arm = boxDistance(x - LAMP_SIDE - 0.3, y - 3.38, along, poleArm);
  return Math.min(shaft, foot, arm);
}

function lampGlassDistance(x: number, y: number, z: number): number {
  if (y < 2.5) return 2.9 - y;
  const dx = x - LAMP_SIDE - 0.58;
  const dy = y - 3.26;
  const dz = lampZ(z);
  return Math.sqrt(dx * dx + dy * dy * 1.6 + dz * dz) * 0.8 - 0.1;
}

const bollardDistance = (x: number, y: number, z: number): number =>
  x < 1.4 ? 1.95 - x : cylinderDistance(x - 2.05, y - 0.42, repeated(z - 0.4, 2.2, -1, 12), bollard) - 0.02;

const signSize = { x: 0.5, y: 0.85, z: 0.07 };

function signDistance(x: number, y: number, z: number): number {
  const aside = Math.abs(z - SIGN.z) - SIGN_REACH;
  return aside > 0.2 ? aside + 1 : boxDistance(x - SIGN.x, y - SIGN.y, z - SIGN.z, signSize);
}

function bulbsDistance(x: number, y: number, z: number): number {
  if (y < BULBS_BOTTOM - 0.3) return BULBS_BOTTOM - y;
  const dx = repeated(x, 0.55, -5, 5);
  const dy = y - 3.42 - 0.0252 * x * x;
  const dz = repeated(z - 5, 4.5, 0, 5);
  return Math.sqrt(dx * dx + dy * dy + dz * dz) - 0.045;
}

function streetSurface(p: Vector): Surface {
  const wet = smoothStep(0.42, 0.6, fractalNoise(p.x * 0.55, p.z * 0.4, 33));
  const grit = 0.05 + 0.05 * valueNoise(p.x * 38, p.z * 38, 3) + 0.05 * fractalNoise(p.x * 4, p.z * 4, 11);
  const kerb = smoothStep(2.5, 2.55, Math.abs(p.x));
  const paving = 0.1 + 0.08 * latticeHash(Math.floor(p.x * 2.2), Math.floor(p.z * 1.4), 6);
  const albedo = times(vector(1, 0.98, 0.95), (grit * (1 - kerb) + paving * kerb) * (1 - 0.5 * wet));
  return surface(albedo, { mirror: 0.02 + 0.4 * wet * (1 - 0.7 * kerb), shine: 0.2 + 0.5 * wet, shineExponent: 80 });
}

/** Lit and unlit windows drawn on the house fronts, brick between them. */
function houseSurface(p: Vector): Surface {
  const columnOf = Math.floor((p.z + 1) / 1.35);
  const rowOf = Math.floor((p.y - 0.2) / 1.9);
  const u = (p.z + 1) / 1.35 - columnOf - 0.5;
  const v = (p.y - 0.2) / 1.9 - rowOf - 0.5;
  const pane = Math.abs(u) < 0.29 && Math.abs(v) < 0.32 && Math.abs(Math.abs(p.x) - WALL) < 0.02;
  const chance = latticeHash(columnOf, rowOf, p.x < 0 ? 51 : 52);
  if (pane) {
    const bar = Math.abs(u) < 0.015 || Math.abs(v - 0.08) < 0.012;
    const curtain = 0.55 + 0.45 * valueNoise(p.z * 9, p.y * 2, columnOf);
    const warmth = mix(vector(1, 0.62, 0.25), vector(0.45, 0.75, 1), latticeHash(columnOf, rowOf, 60) > 0.75 ? 1 : 0);
    return surface(vector(0.03, 0.035, 0.05), { mirror: 0.12, emission: times(warmth, bar || chance < 0.5 ? 0.01 : curtain * (0.5 + chance)) });
  }
  const course = Math.floor(p.y / 0.09);
  const mortar = Math.min(Math.abs((p.y / 0.09) % 1), Math.abs((p.z / 0.24 + 0.5 * (course % 2)) % 1)) < 0.12 ? 0.75 : 1;
  const brick = 0.16 + 0.12 * latticeHash(Math.floor(p.z / 0.24 + 0.5 * (course % 2)), course, 7) + 0.1 * fractalNoise(p.z, p.y, 14);
  return surface(times(p.x < 0 ? vector(1.1, 0.72, 0.6) : vector(0.75, 0.78, 0.95), brick * mortar));
}

function signSurface(p: Vector, pulse: number): Surface {
  const u = (p.x - SIGN.x) / 0.5;
  const v = (p.y - SIGN.y) / 0.85;
  const ring = Math.abs(Math.hypot(u, v * 1.7 - 0.75) - 0.55) < 0.09;
  const bars = v < 0 && v > -0.85 && Math.abs(u) < 0.7 && Math.abs(((v * 4.2) % 1) + 0.5) < 0.2;
  const frame = Math.max(Math.abs(u), Math.abs(v)) > 0.9;
  const colour = ring ? cyan : pink;
  return surface(vector(0.03, 0.03, 0.04), { emission: ring || bars || frame ? times(colour, 2.4 + 2 * pulse) : dark });
}

function streetLights(pulse: number): Light[] {
  const soft = { radius: 0.16, castsShadow: false, haze: 0.0045 };
  const posts = [0, 1, 2, 3].map((post) => lamp(vector(LAMP_SIDE + 0.6, 3.1, 3 + post * LAMP_STEP), times(sodium, 9), { ...soft, castsShadow: post < 2 }));
  return [
    ...posts,
    lamp(vector(SIGN.x - 0.1, SIGN.y, SIGN.z - 0.5), times(pink, 6 + 4 * pulse), { ...soft, radius: 0.4 }),
    lamp(vector(2.4, 3.4, -0.6), times(vector(0.5, 0.72, 1), 9), { radius: 0.3, castsShadow: true, haze: 0 }),
    lamp(vector(0, 5, 34), times(vector(0.45, 0.45, 1), 30), { ...soft, radius: 1, haze: 0.004 }),
  ];
}

/** Everything that stands still. */
const street: Distance = (x, y, z) =>
  Math.min(
    Math.min(y, housesDistance(x, y, z)),
    Math.min(lampPostDistance(x, y, z), lampGlassDistance(x, y, z)),
    Math.min(bollardDistance(x, y, z), signDistance(x, y, z), bulbsDistance(x, y, z)),
  );
const streetBound = withGrid(street, { low: vector(-WALL, 0, -2), high: vector(WALL, 7, END), step: 0.12 });

/** Shot two: someone walks towards the camera through a wet street at night; the camera retreats and drifts. `progress` 0..1, `beats` since the first beat. */
export function alleyScene(progress: number, beats: number): Scene {
  const pulse = Math.exp(-4 * (beats - Math.floor(beats)));
  const walked = 3.4 * progress;
  const walker = makeFigure(bonesOf(walkingStance(beats)), vector(-0.15 + 0.1 * progress, 0.01, 6.6 - walked), { radius: 0.7, height: 1.85 });
  const sway = Math.sin(beats * 1.9) * 0.025;
  const body = figureGrid(walker);
  return {
    camera: { eye: vector(0.95 - 1.35 * progress, 1.3 + sway, 2.6 - 2.7 * progress), target: vector(-0.1 - 0.05 * progress, 1.18 + sway * 0.6, 6.6 - walked), halfWidth: 0.56 },
    lights: streetLights(pulse),
    ambientAbove: vector(0.07, 0.08, 0.15),
    ambientBelow: vector(0.03, 0.025, 0.03),
    fogColour: vector(0.055, 0.05, 0.12),
    fogDensity: 0.035,
    far: 70,
    distance: (x, y, z) => Math.min(street(x, y, z), figureDistance(walker, x, y, z)),
    bound: (x, y, z) => Math.min(streetBound(x, y, z), body(x, y, z)),
    surface: (p) => {
      const { x, y, z } = p;
      if (figureDistance(walker, x, y, z) < 0.01) return garments[garmentAt(walker, x, y, z)];
      if (lampGlassDistance(x, y, z) < 0.012) return surface(dark, { emission: times(sodium, 9) });
      if (bulbsDistance(x, y, z) < 0.012) return surface(dark, { emission: times(sodium, 5) });
      if (signDistance(x, y, z) < 0.012) return signSurface(p, pulse);
      if (lampPostDistance(x, y, z) < 0.01) return surface(vector(0.06, 0.08, 0.08), { shine: 0.5, shineExponent: 30 });
      if (bollardDistance(x, y, z) < 0.01) return surface(y > 0.62 && y < 0.74 ? vector(0.8, 0.75, 0.7) : vector(0.3, 0.05, 0.04), { shine: 0.4, shineExponent: 30 });
      if (y < 0.01) return streetSurface(p);
      return z > END - 0.05 ? surface(vector(0.1, 0.1, 0.16)) : houseSurface(p);
    },
    background: (direction) => mix(vector(0.11, 0.08, 0.17), vector(0.015, 0.02, 0.06), smoothStep(0, 0.7, direction.y)),
  };
}
