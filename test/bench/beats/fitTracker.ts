import { barEvidenceNames } from '#core/music/barPositions';
import { hypothesisFeatureNames } from '#core/music/hypothesisFeatures';
import type { TrackerWeights } from '#core/music/trackerWeights';
import { BAR_METRES } from './barItems.js';
import { fitWeights, standardiseItems, type FitItem, type FitSettings } from './fitWeights.js';

const CHOICE: FitSettings = { ridge: 0.01, rounds: 100 };
const BAR: FitSettings = { ridge: 0.01, rounds: 150 };
/** The bar's weights are in the unit of the tracker's costs of a broken bar: their sizes add up to this. */
const BAR_SCALE = 8;

/** What one piece of music teaches; `bar` is absent where nothing tells where bars begin. */
export interface Lesson {
  readonly choice: FitItem;
  readonly bar: FitItem | undefined;
}

/** Weights on features as they are. Rounded, so that what is written is what was judged. */
function fitRaw(items: readonly FitItem[], settings: FitSettings): number[] {
  const { items: standard, deviations } = standardiseItems(items);
  return fitWeights(standard, settings).map((weight, k) => weight / deviations[k]);
}

const rounded = (value: number): number => Number(value.toPrecision(4));
const named = (names: readonly string[], values: readonly number[]): Record<string, number> => Object.fromEntries(names.map((name, k) => [name, rounded(values[k])]));

/** All learnt numbers of the tracker from lessons. Deterministic. */
export function fitTracker(lessons: readonly Lesson[]): TrackerWeights {
  const choice = fitRaw(lessons.map((lesson) => lesson.choice), CHOICE);
  const bar = fitRaw(lessons.flatMap((lesson) => lesson.bar ?? []), BAR);
  const scale = BAR_SCALE / barEvidenceNames.reduce((sum, _, k) => sum + Math.abs(bar[k]), 0);
  const scaled = bar.map((weight) => scale * weight);
  const odds = BAR_METRES.map((_, m) => (m === 0 ? 0 : scaled[barEvidenceNames.length + m - 1]));
  return { choice: named(hypothesisFeatureNames, choice), bar: named(barEvidenceNames, scaled), metreOdds: named(BAR_METRES.map(String), odds) } as unknown as TrackerWeights;
}

const entries = (values: Readonly<Record<string, number>>): string => Object.entries(values).map(([name, value]) => `  ${name}: ${value},\n`).join('');

/** The text of `core/music/fittedWeights.ts`. */
export function printWeights({ choice, bar, metreOdds }: TrackerWeights, source: string): string {
  return `/** Written by \`npm run fit:beats\`, fitted on ${source}. Choice among ways to count: weight of each feature. */
export const hypothesisWeights = {
${entries(choice)}} as const;

/** What makes a beat the first of its bar: weight of each kind of evidence. */
export const barWeights = {
${entries(bar)}} as const;

/** Log odds of a bar of so many beats before anything is heard, a beat. */
export const metreOdds = {
${entries(metreOdds)}} as const;
`;
}
