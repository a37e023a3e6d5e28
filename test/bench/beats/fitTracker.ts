import { barEvidenceNames } from '#core/music/barEvidence';
import { METRES } from '#core/music/barWalk';
import { hypothesisFeatureNames } from '#core/music/hypothesisFeatures';
import type { ScoringNet } from '#core/music/scoringNet';
import type { TrackerWeights } from '#core/music/trackerWeights';
import { fitNet, joinNets, type NetSettings } from './fitNet.js';
import { fitWeights, standardiseItems, type FitItem, type FitSettings } from './fitWeights.js';

const CHOICE: Omit<NetSettings, 'seed'> = { units: 16, rounds: 30, batch: 32, rows: 64, rate: 0.008, decay: 0.1, noise: 0.1, dropout: 0.1 };
/** Nets of different beginnings that are added up: each errs elsewhere. */
const NETS = 3;
const BAR: FitSettings = { ridge: 0.01, rounds: 150 };
/** The bar's weights are in the unit of the tracker's costs of a broken bar: their sizes add up to this. */
const BAR_SCALE = 8;

/** What one piece of music teaches; `bar` is absent where nothing tells where bars begin. */
export interface Lesson {
  readonly choice: readonly FitItem[];
  readonly bar: FitItem | undefined;
}

/** Weights on features as they are. */
function fitRaw(items: readonly FitItem[], settings: FitSettings): number[] {
  const { items: standard, deviations } = standardiseItems(items);
  return fitWeights(standard, settings).map((weight, k) => weight / deviations[k]);
}

/** Rounded, so that what is written is what was judged. */
const rounded = (value: number): number => Number(value.toPrecision(4));

function roundNet(net: ScoringNet): ScoringNet {
  const row = (values: readonly number[]): number[] => values.map(rounded);
  return { centre: row(net.centre), scale: row(net.scale), hidden: net.hidden.map(row), bias: row(net.bias), out: row(net.out), direct: row(net.direct) };
}

/** All learnt numbers of the tracker from lessons. Deterministic. */
export function fitTracker(lessons: readonly Lesson[]): TrackerWeights {
  const items = lessons.flatMap(({ choice }) => choice);
  const nets = Array.from({ length: NETS }, (_, i) => fitNet(items, { ...CHOICE, seed: i + 1 }));
  const bar = fitRaw(lessons.flatMap((lesson) => lesson.bar ?? []), BAR);
  const scale = BAR_SCALE / barEvidenceNames.reduce((sum, _, k) => sum + Math.abs(bar[k]), 0);
  const scaled = bar.map((weight) => rounded(scale * weight));
  const odds = METRES.map((metre, m) => [metre, m === 0 ? 0 : scaled[barEvidenceNames.length + m - 1]] as const);
  return {
    choice: roundNet(joinNets(nets)),
    bar: Object.fromEntries(barEvidenceNames.map((name, k) => [name, scaled[k]])) as TrackerWeights['bar'],
    metreOdds: Object.fromEntries(odds) as TrackerWeights['metreOdds'],
  };
}

const line = (values: readonly number[]): string => `[${values.join(', ')}]`;
const entries = (values: Readonly<Record<string, number>>): string => `{ ${Object.entries(values).map(([name, value]) => `${name}: ${value}`).join(', ')} }`;

/** The text of `core/music/fittedWeights.ts`. */
export function printWeights({ choice, bar, metreOdds }: TrackerWeights, source: string): string {
  return `/**
 * Written by \`npm run fit:beats\`, learnt from ${source}. Inputs of the net, in this order:
 * ${hypothesisFeatureNames.join(', ')}.
 */
export const fittedWeights = {
  choice: {
    centre: ${line(choice.centre)},
    scale: ${line(choice.scale)},
    hidden: [
${choice.hidden.map((row) => `      ${line(row)},\n`).join('')}    ],
    bias: ${line(choice.bias)},
    out: ${line(choice.out)},
    direct: ${line(choice.direct)},
  },
  bar: ${entries(bar)},
  metreOdds: ${entries(metreOdds)},
};
`;
}
