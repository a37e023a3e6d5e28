import type { Bone, Garment } from './figure.js';
import { plus, vector, type Vector } from './vector.js';

function bone(a: Vector, b: Vector, radii: readonly [number, number], garment: Garment, shape: { flat?: number; seam?: number } = {}): Bone {
  return { a, b, radiusA: radii[0], radiusB: radii[1], garment, flat: shape.flat ?? 1, seam: shape.seam ?? 0.04 };
}

/** A joint at `length` from another, hanging down when both angles are 0; `swing` turns it forward (-z), `spread` to the side. */
function hanging(from: Vector, length: number, swing: number, spread: number): Vector {
  const down = Math.cos(swing) * Math.cos(spread);
  return plus(from, vector(Math.sin(spread), -down, -Math.sin(swing) * Math.cos(spread)), length);
}

interface Limb {
  readonly swing: number;
  readonly spread: number;
  readonly bend: number;
  /** Sideways angle of the lower half; the upper half's when absent. */
  readonly lowerSpread?: number;
}

function leg(hip: Vector, limb: Limb): Bone[] {
  const knee = hanging(hip, 0.43, limb.swing, limb.spread);
  const ankle = hanging(knee, 0.42, limb.swing - limb.bend, limb.spread * 0.5);
  const toe = plus(ankle, vector(0, -0.045, -0.17));
  return [
    bone(hip, knee, [0.095, 0.068], 'trousers'),
    bone(knee, ankle, [0.068, 0.052], 'trousers'),
    bone(plus(ankle, vector(0, -0.03, 0.02)), toe, [0.055, 0.042], 'shoes', { seam: 0.02 }),
  ];
}

function arm(shoulder: Vector, limb: Limb): Bone[] {
  const elbow = hanging(shoulder, 0.29, limb.swing, limb.spread);
  const wrist = hanging(elbow, 0.26, limb.swing + limb.bend, limb.lowerSpread ?? limb.spread);
  const hand = hanging(wrist, 0.09, limb.swing + limb.bend, limb.lowerSpread ?? limb.spread);
  return [
    bone(shoulder, elbow, [0.068, 0.052], 'top'),
    bone(elbow, wrist, [0.05, 0.04], 'top', { seam: 0.02 }),
    bone(wrist, hand, [0.034, 0.042], 'skin', { seam: 0.015 }),
  ];
}

export interface Stance {
  /** Height of the hips over the ground, metres. */
  readonly hips: number;
  readonly lean: Vector;
  readonly headTilt: Vector;
  readonly legs: readonly [Limb, Limb];
  readonly arms: readonly [Limb, Limb];
  /** Length of a coat below the hips; 0 = none. */
  readonly coat: number;
}

function head(neck: Vector, tilt: Vector): Bone[] {
  const centre = plus(plus(neck, vector(0, 0.16, -0.015)), tilt);
  return [
    bone(neck, centre, [0.056, 0.06], 'skin', { seam: 0.03 }),
    bone(plus(centre, vector(0, -0.05, -0.025)), plus(centre, vector(0, 0.03, -0.012)), [0.072, 0.096], 'skin', { seam: 0.03 }),
    bone(plus(centre, vector(0, 0.07, 0.018)), plus(centre, vector(0, -0.05, 0.05)), [0.098, 0.092], 'hair', { seam: 0.01 }),
    bone(plus(centre, vector(0, -0.015, -0.1)), plus(centre, vector(0, -0.032, -0.108)), [0.01, 0.013], 'skin', { seam: 0.03 }),
    ...[-1, 1].map((side) => bone(plus(centre, vector(0.025 * side, 0.005, -0.098)), plus(centre, vector(0.042 * side, 0.006, -0.09)), [0.009, 0.009], 'hair', { seam: 0.004 })),
  ];
}

/** The bones of a person of about 1.75 m in a stance. */
export function bonesOf(stance: Stance): readonly Bone[] {
  const hips = vector(0, stance.hips, 0);
  const chest = plus(plus(hips, vector(0, 0.4, 0)), stance.lean);
  const neck = plus(chest, vector(0, 0.12, 0));
  const body = [
    bone(plus(hips, vector(0, 0.12, 0)), chest, [0.135, 0.165], 'top', { flat: 1.4, seam: 0.06 }),
    bone(plus(chest, vector(-0.14, 0.04, 0)), plus(chest, vector(0.14, 0.04, 0)), [0.075, 0.075], 'top', { seam: 0.08 }),
  ];
  const pelvis = bone(plus(hips, vector(-0.06, 0, 0)), plus(hips, vector(0.06, 0, 0)), [0.115, 0.115], 'trousers', { flat: 1.1, seam: 0.05 });
  const coat = stance.coat > 0 ? [-1, 1].flatMap((side) => [bone(plus(hips, vector(0.05 * side, 0, 0)), plus(hips, vector(0.13 * side, -stance.coat, 0.03)), [0.13, 0.15], 'top', { flat: 1.15, seam: 0.05 })]) : [];
  return [
    ...body,
    pelvis,
    ...leg(plus(hips, vector(-0.095, -0.02, 0)), stance.legs[0]),
    ...leg(plus(hips, vector(0.095, -0.02, 0)), stance.legs[1]),
    ...coat,
    ...arm(plus(chest, vector(-0.2, 0.03, 0)), stance.arms[0]),
    ...arm(plus(chest, vector(0.2, 0.03, 0)), stance.arms[1]),
    ...head(neck, stance.headTilt),
  ];
}

/** A singer who sways with the beat and lifts one arm; `beats` counts beats since the song began. */
export function singingStance(beats: number): Stance {
  const sway = Math.sin(Math.PI * beats);
  const lift = 0.5 - 0.5 * Math.cos((Math.PI / 2) * beats);
  return {
    hips: 0.88 + 0.012 * Math.cos(2 * Math.PI * beats),
    lean: vector(0.05 * sway, 0, -0.03),
    headTilt: vector(0.025 * sway, 0, -0.02),
    legs: [
      { swing: 0.12, spread: -0.2, bend: 0.16 },
      { swing: 0.02, spread: 0.18 + 0.03 * sway, bend: 0.12 },
    ],
    arms: [
      { swing: 0.55, spread: -0.35, bend: 1.75, lowerSpread: 0.35 },
      { swing: 0.25, spread: 1.1 + 0.75 * lift, bend: 0.3, lowerSpread: 1.5 + 0.9 * lift },
    ],
    coat: 0,
  };
}

/** A person walking; `steps` counts steps, one a beat. */
export function walkingStance(steps: number): Stance {
  const phase = Math.PI * steps;
  const swing = Math.sin(phase);
  const lifted = (angle: number): number => 0.12 + 0.75 * Math.max(0, Math.cos(angle)) ** 1.5;
  return {
    hips: 0.87 + 0.018 * Math.cos(2 * phase),
    lean: vector(0.015 * Math.cos(phase), 0, -0.04),
    headTilt: vector(0, 0, -0.01),
    legs: [
      { swing: 0.42 * swing, spread: -0.03, bend: lifted(phase) },
      { swing: -0.42 * swing, spread: 0.03, bend: lifted(phase + Math.PI) },
    ],
    arms: [
      { swing: -0.38 * swing, spread: -0.2, bend: 0.35, lowerSpread: -0.08 },
      { swing: 0.38 * swing, spread: 0.2, bend: 0.35, lowerSpread: 0.08 },
    ],
    coat: 0.42,
  };
}
