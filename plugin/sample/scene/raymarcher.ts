import type { Light, Scene, Surface } from './scene.js';
import { clamp01, dot, plus, product, times, unit, vector, type Vector } from './vector.js';

const PRIMARY_STEPS = 90;
const MIRROR_STEPS = 90;
const SHADOW_STEPS = 24;
/** Light below this is left out, linear. */
const FAINT = 0.006;

export interface Ray {
  readonly from: Vector;
  readonly to: Vector;
}

/** Distance along the ray to the first surface, or Infinity. Sphere tracing (Hart 1996). */
export function trace(scene: Scene, ray: Ray, steps: number): number {
  const { from, to } = ray;
  let travelled = 0.02;
  for (let step = 0; step < steps; step++) {
    const clear = scene.bound(from.x + to.x * travelled, from.y + to.y * travelled, from.z + to.z * travelled);
    if (clear < 0.0006 * travelled + 0.0003) return travelled;
    travelled += clear;
    if (travelled > scene.far) return Infinity;
  }
  return travelled;
}

function normalAt(scene: Scene, p: Vector, reach: number): Vector {
  const e = 0.0007 * reach + 0.0006;
  const a = scene.distance(p.x + e, p.y - e, p.z - e);
  const b = scene.distance(p.x - e, p.y - e, p.z + e);
  const c = scene.distance(p.x - e, p.y + e, p.z - e);
  const d = scene.distance(p.x + e, p.y + e, p.z + e);
  const slope = vector(a - b - c + d, -a - b + c + d, -a + b - c + d);
  // In the open, where a ray ran out of steps, there is no slope.
  return dot(slope, slope) > 0 ? unit(slope) : vector(0, 1, 0);
}

/** Part of a lamp that a point sees: the narrowest clearance on the way, relative to the lamp's apparent size (Quilez). */
function litPart(scene: Scene, ray: Ray, light: Light, reach: number): number {
  let seen = 1;
  let travelled = 0.03;
  for (let step = 0; step < SHADOW_STEPS && travelled < reach; step++) {
    const { from, to } = ray;
    const clear = scene.distance(from.x + to.x * travelled, from.y + to.y * travelled, from.z + to.z * travelled);
    const open = (clear * reach) / (light.radius * travelled + 1e-6);
    if (open < seen) seen = open;
    if (seen < 0.01) return 0;
    travelled += clear < 0.02 ? 0.02 : clear > 0.6 ? 0.6 : clear;
  }
  return seen * seen * (3 - 2 * seen);
}

function openness(scene: Scene, p: Vector, normal: Vector): number {
  let closed = 0;
  let weight = 1;
  for (let ring = 1; ring <= 4; ring++) {
    const height = 0.06 * ring * ring;
    const clear = scene.distance(p.x + normal.x * height, p.y + normal.y * height, p.z + normal.z * height);
    closed += (weight * Math.max(0, height - clear)) / height;
    weight *= 0.7;
  }
  return clamp01(1 - closed * 0.42);
}

/** A surface point on its way to being shaded. */
interface Hit {
  readonly point: Vector;
  readonly normal: Vector;
  readonly view: Vector;
  readonly surface: Surface;
  readonly shadows: boolean;
}

/** Adds what one lamp sends to a point. Plain numbers: this runs for ten lamps a ray. */
function addLight(scene: Scene, light: Light, hit: Hit, sum: Vector): void {
  const { point, normal, view, surface } = hit;
  const dx = light.position.x - point.x;
  const dy = light.position.y - point.y;
  const dz = light.position.z - point.z;
  const square = dx * dx + dy * dy + dz * dz;
  const reach = Math.sqrt(square);
  const facing = (dx * normal.x + dy * normal.y + dz * normal.z) / reach;
  if (facing * light.brightest < FAINT * square) return;
  const to = { x: dx / reach, y: dy / reach, z: dz / reach };
  const part = light.castsShadow && hit.shadows ? litPart(scene, { from: plus(point, normal, 0.012), to }, light, reach - light.radius) : 1;
  if (part === 0) return;
  const hx = to.x - view.x;
  const hy = to.y - view.y;
  const hz = to.z - view.z;
  const glance = (hx * normal.x + hy * normal.y + hz * normal.z) / Math.sqrt(hx * hx + hy * hy + hz * hz);
  const highlight = glance > 0 ? surface.shine * glance ** surface.shineExponent : 0;
  const strength = (part * facing) / (square + 0.05);
  sum.x += (surface.albedo.x + highlight) * light.colour.x * strength;
  sum.y += (surface.albedo.y + highlight) * light.colour.y * strength;
  sum.z += (surface.albedo.z + highlight) * light.colour.z * strength;
}

function shade(scene: Scene, hit: Hit): Vector {
  const open = openness(scene, hit.point, hit.normal);
  const up = 0.5 + 0.5 * hit.normal.y;
  const ambient = plus(times(scene.ambientBelow, 1 - up), scene.ambientAbove, up);
  const colour = plus(hit.surface.emission, product(ambient, hit.surface.albedo), open);
  for (const light of scene.lights) addLight(scene, light, hit, colour);
  return colour;
}

/** Adds the light that the haze scatters into a ray from lamps beside it: the integral of 1/distance² along the ray, in closed form. */
function addHaze(scene: Scene, ray: Ray, reach: number, sum: Vector): void {
  const { from, to } = ray;
  for (const { position, colour, haze } of scene.lights) {
    if (haze === 0) continue;
    const ox = from.x - position.x;
    const oy = from.y - position.y;
    const oz = from.z - position.z;
    const along = to.x * ox + to.y * oy + to.z * oz;
    const aside = Math.sqrt(Math.max(ox * ox + oy * oy + oz * oz - along * along, 0.0004));
    const glow = (haze * (Math.atan((reach + along) / aside) - Math.atan(along / aside))) / aside;
    sum.x += colour.x * glow;
    sum.y += colour.y * glow;
    sum.z += colour.z * glow;
  }
}

function throughFog(scene: Scene, colour: Vector, ray: Ray, reach: number): Vector {
  const kept = Math.exp(-scene.fogDensity * reach);
  const fogged = plus(times(colour, kept), scene.fogColour, 1 - kept);
  addHaze(scene, ray, reach, fogged);
  return fogged;
}

/** What a mirror shows: shaded without shadows, which a rough reflection hides anyway. */
function mirrored(scene: Scene, ray: Ray): Vector {
  const reach = trace(scene, ray, MIRROR_STEPS);
  if (reach === Infinity) return scene.background(ray.to);
  const point = plus(ray.from, ray.to, reach);
  const normal = normalAt(scene, point, reach);
  const colour = shade(scene, { point, normal, view: ray.to, surface: scene.surface(point, normal), shadows: false });
  return throughFog(scene, colour, ray, reach);
}

export interface Seen {
  /** Linear RGB, 0 upwards. */
  readonly colour: Vector;
  /** Distance to the first surface; Infinity for the background. */
  readonly reach: number;
}

/** Follows one ray: surface light with soft shadows, one mirror bounce, fog and haze. */
export function look(scene: Scene, ray: Ray): Seen {
  const reach = trace(scene, ray, PRIMARY_STEPS);
  if (reach === Infinity) {
    const colour = times(scene.background(ray.to), 1);
    addHaze(scene, ray, scene.far, colour);
    return { colour, reach };
  }
  const point = plus(ray.from, ray.to, reach);
  const normal = normalAt(scene, point, reach);
  const surface = scene.surface(point, normal);
  let colour = shade(scene, { point, normal, view: ray.to, surface, shadows: true });
  if (surface.mirror > 0.03) {
    const facing = -dot(ray.to, normal);
    const part = surface.mirror + (1 - surface.mirror) * (1 - clamp01(facing)) ** 5 * Math.min(1, surface.mirror * 6);
    const to = plus(ray.to, normal, 2 * facing);
    colour = plus(colour, mirrored(scene, { from: plus(point, normal, 0.01), to }), part);
  }
  return { colour: throughFog(scene, colour, ray, reach), reach };
}
