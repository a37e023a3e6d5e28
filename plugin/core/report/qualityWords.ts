import type { DepthShot } from '#contracts/depthAsset';
import { lampOf, type Lamp, type LampMeasure } from '../depth/shotLamps.js';

const measures: readonly LampMeasure[] = ['flicker', 'confidence', 'halo'];

/**
 * What a report's lamps say of a pass where they are not good, in one clause: "halo fair in 2 of 3 shots, poor in 1". Empty where all are good, and
 * of passes of older versions, which say nothing.
 */
export function qualityWords(shots: readonly DepthShot[]): string {
  return measures.flatMap((measure) => wordsOf(measure, shots)).join('; ');
}

function wordsOf(measure: LampMeasure, shots: readonly DepthShot[]): string[] {
  const lamps = shots.flatMap(({ quality }) => (quality ? [lampOf(measure, quality)] : []));
  const count = (lamp: Lamp): number => lamps.filter((one) => one === lamp).length;
  const told = (['fair', 'poor'] as const).filter((lamp) => count(lamp) > 0);
  if (told.length === 0) return [];
  if (shots.length === 1) return [`${measure} ${told[0]!}`];
  const [first, ...others] = told.map((lamp, i) => `${lamp} in ${count(lamp)}${i === 0 ? ` of ${shots.length} shots` : ''}`);
  return [`${measure} ${[first, ...others].join(', ')}`];
}
