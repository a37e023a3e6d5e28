import type { ShotQuality } from '#contracts/depthAsset';

export type Lamp = 'good' | 'fair' | 'poor';

export type LampMeasure = 'flicker' | 'confidence' | 'halo';

/** Borders of the lamps: the first value is still good, the second still fair (chosen by eye on real passes). */
export const lampBorders: { readonly [Measure in LampMeasure]: { readonly good: number; readonly fair: number; readonly better: 'low' | 'high' } } = {
  flicker: { good: 0.006, fair: 0.02, better: 'low' },
  confidence: { good: 0.75, fair: 0.5, better: 'high' },
  halo: { good: 0.25, fair: 0.4, better: 'low' },
};

/** How a shot did in one measure of the passport. */
export function lampOf(measure: LampMeasure, quality: ShotQuality): Lamp {
  const { good, fair, better } = lampBorders[measure];
  const reaches = (border: number): boolean => (better === 'low' ? quality[measure] <= border : quality[measure] >= border);
  return reaches(good) ? 'good' : reaches(fair) ? 'fair' : 'poor';
}
