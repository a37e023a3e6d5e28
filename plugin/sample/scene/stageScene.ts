import { boxDistance, cylinderDistance, repeated, smoothUnion } from './distance.js';
import { withGrid, type Distance } from './distanceGrid.js';
import { figureDistance, figureGrid, garmentAt, makeFigure, type Garment } from './figure.js';
import { fractalNoise, latticeHash, valueNoise } from './noise.js';
import { bonesOf, singingStance } from './poses.js';
import { lamp, type Light, type Scene, type Surface } from './scene.js';
import { clamp01, mix, plus, smoothStep, times, vector, type Vector } from './vector.js';

const COLUMN_STEP = 3;
const COLUMN_SIDE = 3.1;
const SINGER_Z = 4.3;
const BACK_WALL = 21;
const DISC = { y: 3.1, radius: 3.3 };
const teal = vector(0.1, 0.75, 1);
const magenta = vector(1, 0.12, 0.55);
const amber = vector(1, 0.55, 0.2);
const dark = vector(0, 0, 0);

const surface = (albedo: Vector, rest: Partial<Surface> = {}): Surface => ({ albedo, emission: dark, mirror: 0, shine: 0.05, shineExponent: 20, ...rest });

const garments: Readonly<Record<Garment, Surface>> = {
  skin: surface(vector(0.62, 0.4, 0.3), { shine: 0.12, shineExponent: 18 }),
  hair: surface(vector(0.05, 0.03, 0.025), { shine: 0.35, shineExponent: 30 }),
  top: surface(vector(0.75, 0.72, 0.68), { shine: 0.2, shineExponent: 24 }),
  trousers: surface(vector(0.06, 0.06, 0.08), { shine: 0.25, shineExponent: 30 }),
  shoes: surface(vector(0.4, 0.05, 0.06), { shine: 0.5, shineExponent: 50 }),
  gear: surface(vector(0.1, 0.1, 0.1), { shine: 0.8, shineExponent: 60 }),
};

/** Columns stand in two rows at |x| = COLUMN_SIDE. */
const columnZ = (z: number): number => repeated(z - 1.5, COLUMN_STEP, 0, 6);

const columnFoot = { x: 0.42, y: 0.2, z: 0.42 };
const beamSize = { x: 1, y: 0.28, z: 0.3 };
const tube = { radius: 0.035, halfHeight: 1.7 };
const platform = { radius: 1.5, halfHeight: 0.1 };
const stand = { radius: 0.014, halfHeight: 0.68 };
const standFoot = { radius: 0.16, halfHeight: 0.015 };

function hallDistance(x: number, y: number, z: number): number {
  const side = Math.abs(x) - COLUMN_SIDE;
  const along = columnZ(z);
  const shaft = Math.sqrt(side * side + along * along) - 0.3;
  const foot = y > 1 ? y - 0.42 : boxDistance(side, y - 0.2, along, columnFoot) - 0.02;
  const beam = y < 4.4 ? 5.02 - y : boxDistance(0, y - 5.3, along, beamSize);
  return Math.min(Math.min(y, BACK_WALL - z), Math.min(6.2 - Math.abs(x), shaft), Math.min(foot, beam));
}

function tubeDistance(x: number, y: number, z: number): number {
  const side = COLUMN_SIDE - 0.34 - Math.abs(x);
  return side > 0.5 ? side - 0.05 : cylinderDistance(side, y - 2.6, columnZ(z) + 0.12, tube);
}

const platformDistance = (x: number, y: number, z: number): number => (y > 0.6 ? y - 0.22 : cylinderDistance(x, y - 0.1, z - SINGER_Z, platform) - 0.02);

function microphoneDistance(x: number, y: number, z: number): number {
  const aside = Math.abs(x - 0.02) - 0.2;
  if (aside > 0.3) return aside;
  const pole = cylinderDistance(x - 0.02, y - 0.85, z - SINGER_Z + 0.42, stand);
  const foot = cylinderDistance(x - 0.02, y - 0.23, z - SINGER_Z + 0.42, standFoot);
  const dx = x - 0.02;
  const dy = y - 1.56;
  const dz = z - SINGER_Z + 0.38;
  return Math.min(pole, foot, Math.sqrt(dx * dx + dy * dy + dz * dz) - 0.042);
}

/** Heads and shoulders of listeners close to the camera; `bounce` lifts them with the beat. */
function crowdDistance(x: number, y: number, z: number, bounce: number): number {
  const cell = Math.round(x / 0.9);
  const lx = x - cell * 0.9 - 0.16 * (latticeHash(cell, 3, 9) - 0.5);
  const ly = y - 0.8 - 0.14 * latticeHash(cell, 5, 9) - bounce * (cell % 2 === 0 ? 1 : 0.4);
  const lz = z - 1.55 - 0.5 * latticeHash(cell, 7, 9);
  const head = Math.sqrt(lx * lx * 1.25 + ly * ly * 0.8 + lz * lz) - 0.1;
  const ny = ly + 0.17;
  const neck = Math.sqrt(lx * lx + ny * ny * 0.3 + lz * lz) - 0.055;
  const sx = lx / 2.3;
  const sy = (ly + 0.42) / 1.6;
  return smoothUnion(smoothUnion(head, neck, 0.04), Math.sqrt(sx * sx + sy * sy + lz * lz) - 0.12, 0.09) * 0.5;
}

function floorSurface(p: Vector): Surface {
  const tile = vector(p.x / 0.8, 0, p.z / 0.8);
  const gapX = Math.abs(tile.x - Math.round(tile.x));
  const gapZ = Math.abs(tile.z - Math.round(tile.z));
  const joint = smoothStep(0.012, 0.03, Math.min(gapX, gapZ));
  const shade = 0.05 + 0.05 * latticeHash(Math.floor(tile.x), Math.floor(tile.z), 4) + 0.05 * fractalNoise(p.x * 2.5, p.z * 2.5, 21);
  return surface(times(vector(0.9, 0.95, 1.1), shade * (0.35 + 0.65 * joint)), { mirror: 0.2 * joint, shine: 0.25, shineExponent: 60 });
}

/** The back wall carries a striped disc of light that pulses with the music. */
function wallSurface(p: Vector, pulse: number): Surface {
  const radius = Math.hypot(p.x, p.y - DISC.y);
  const inside = 1 - smoothStep(DISC.radius - 0.05, DISC.radius + 0.02, radius);
  const height = clamp01((p.y - DISC.y + DISC.radius) / (2 * DISC.radius));
  const slit = p.y < DISC.y + 0.6 ? smoothStep(0.1, 0.16, Math.abs(((p.y * 1.7) % 1) - 0.5)) : 1;
  const glow = mix(vector(1, 0.12, 0.32), vector(1, 0.72, 0.25), height);
  const plaster = 0.1 + 0.08 * fractalNoise(p.x * 1.3, p.y * 1.3, 5);
  return surface(vector(plaster, plaster, plaster * 1.2), { emission: times(glow, inside * slit * (2.1 + 1.3 * pulse)) });
}

function stoneSurface(p: Vector): Surface {
  const angle = Math.atan2(columnZ(p.z), Math.abs(p.x) - COLUMN_SIDE);
  const flute = 0.75 + 0.25 * Math.cos(angle * 14);
  const grain = 0.4 + 0.25 * fractalNoise(p.y * 3 + p.x, p.z * 3, 8) - 0.1 * valueNoise(p.y * 0.8, p.z, 2);
  return surface(times(vector(0.85, 0.82, 0.8), grain * (p.y > 0.42 && p.y < 5 ? flute : 1)));
}

function stageLights(pulse: number): Light[] {
  const soft = { radius: 0.18, castsShadow: false, haze: 0.0045 };
  const tubes = [3, 9, 15].flatMap((z) => [
    lamp(vector(-COLUMN_SIDE + 0.8, 2.6, z - 1.6), times(teal, 1.7), soft),
    lamp(vector(COLUMN_SIDE - 0.8, 2.6, z - 1.6), times(magenta, 1.7), soft),
  ]);
  return [
    lamp(vector(-2.4, 4.1, 1.6), times(vector(0.75, 0.9, 1), 13 + 3 * pulse), { ...soft, castsShadow: true, haze: 0.002 }),
    lamp(vector(2.6, 3.6, 6.6), times(magenta, 22), { ...soft, castsShadow: true, haze: 0.004 }),
    lamp(vector(-2.2, 3.2, 7), times(teal, 12), { ...soft, haze: 0.004 }),
    lamp(vector(0, DISC.y, BACK_WALL - 2.2), times(amber, 14 + 12 * pulse), soft),
    ...tubes,
  ];
}

/** Everything that stands still. */
const hall: Distance = (x, y, z) => Math.min(Math.min(hallDistance(x, y, z), platformDistance(x, y, z)), Math.min(tubeDistance(x, y, z), microphoneDistance(x, y, z)));
const hallBound = withGrid(hall, { low: vector(-6.2, 0, -1), high: vector(6.2, 6.2, BACK_WALL), step: 0.12 });

/** Shot one: a singer on a round platform before a hall of columns; the camera glides in from the left. `progress` 0..1, `beats` since the first beat. */
export function stageScene(progress: number, beats: number): Scene {
  const pulse = Math.exp(-4 * (beats - Math.floor(beats)));
  const singer = makeFigure(bonesOf(singingStance(beats)), vector(0, 0.22, SINGER_Z), { radius: 0.75, height: 1.95 });
  const bounce = 0.05 * pulse;
  const ease = progress * progress * (3 - 2 * progress);
  const crowd: Distance = (x, y, z) => (z < 3.2 && y < 1.6 ? crowdDistance(x, y, z, bounce) : 1);
  const body = figureGrid(singer);
  return {
    camera: { eye: vector(-1.25 + 2.1 * ease, 1.42 + 0.1 * ease, -0.75 + 0.75 * ease), target: vector(-0.1 + 0.2 * ease, 1.42, SINGER_Z), halfWidth: 0.52 },
    lights: stageLights(pulse),
    ambientAbove: vector(0.05, 0.05, 0.09),
    ambientBelow: vector(0.03, 0.02, 0.04),
    fogColour: vector(0.035, 0.03, 0.075),
    fogDensity: 0.035,
    far: 40,
    distance: (x, y, z) => Math.min(hall(x, y, z), figureDistance(singer, x, y, z), crowd(x, y, z)),
    bound: (x, y, z) => Math.min(hallBound(x, y, z), body(x, y, z), crowd(x, y, z)),
    surface: (p) => {
      const { x, y, z } = p;
      if (figureDistance(singer, x, y, z) < 0.01) return garments[garmentAt(singer, x, y, z)];
      if (microphoneDistance(x, y, z) < 0.01) return garments.gear;
      if (tubeDistance(x, y, z) < 0.012) return surface(dark, { emission: times(x < 0 ? teal : magenta, 3.2) });
      if (z < 3.2 && crowdDistance(x, y, z, bounce) < 0.01) return surface(vector(0.05, 0.045, 0.06), { shine: 0.3, shineExponent: 12 });
      if (platformDistance(x, y, z) < 0.01) return y > 0.19 ? floorSurface(plus(p, vector(0.4, 0, 0.4))) : surface(dark, { emission: times(mix(teal, magenta, clamp01(0.5 + x / 3)), y > 0.1 ? 1.6 : 0.05) });
      if (y < 0.01) return floorSurface(p);
      return z > BACK_WALL - 0.05 ? wallSurface(p, pulse) : stoneSurface(p);
    },
    background: () => vector(0.01, 0.01, 0.02),
  };
}
