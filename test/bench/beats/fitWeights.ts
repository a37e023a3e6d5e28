/** One piece with every way to count it: rows of features, all of one length, and how right each way is (0..1). */
export interface FitItem {
  readonly features: readonly (readonly number[])[];
  readonly accuracy: readonly number[];
  /** How much the piece counts. */
  readonly weight: number;
}

export interface FitSettings {
  /** Pull of every weight towards 0, on standardised features. */
  readonly ridge: number;
  readonly rounds: number;
}

const sizeOf = (items: readonly FitItem[]): number => items[0]?.features[0]?.length ?? 0;
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Index of the way that the weights choose. */
export function chosenIndex({ features }: FitItem, weights: readonly number[]): number {
  const scores = features.map((row) => dot(row, weights));
  return scores.indexOf(Math.max(...scores));
}

/** Adds one piece's gradient of log(expected accuracy under a softmax of the scores). */
function addGradient(item: FitItem, weights: readonly number[], gradient: number[]): void {
  const scores = item.features.map((row) => dot(row, weights));
  const highest = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - highest));
  const total = odds.reduce((sum, value) => sum + value, 0);
  const expected = odds.reduce((sum, value, i) => sum + (value / total) * item.accuracy[i], 0);
  odds.forEach((value, i) => {
    const pull = (item.weight * (value / total) * (item.accuracy[i] - expected)) / (expected + 1e-3);
    if (pull !== 0) for (let k = 0; k < gradient.length; k++) gradient[k] += pull * item.features[i][k];
  });
}

/** Weights of highest mean log expected accuracy less ridge · |w|², by Adam (Kingma & Ba 2015) from zero: deterministic. */
export function fitWeights(items: readonly FitItem[], { ridge, rounds }: FitSettings): number[] {
  const size = sizeOf(items);
  const weights = new Array<number>(size).fill(0);
  const mean = new Array<number>(size).fill(0);
  const square = new Array<number>(size).fill(0);
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  for (let round = 1; round <= rounds; round++) {
    const gradient = new Array<number>(size).fill(0);
    for (const item of items) addGradient(item, weights, gradient);
    for (let k = 0; k < size; k++) {
      const slope = gradient[k] / total - 2 * ridge * weights[k];
      mean[k] = 0.9 * mean[k] + 0.1 * slope;
      square[k] = 0.99 * square[k] + 0.01 * slope * slope;
      weights[k] += (0.05 * (mean[k] / (1 - 0.9 ** round))) / (Math.sqrt(square[k] / (1 - 0.99 ** round)) + 1e-8);
    }
  }
  return weights;
}

/** The same items on features of mean 0 and deviation 1 over all rows, and the deviations to take it back with. */
export function standardiseItems(items: readonly FitItem[]): { readonly items: readonly FitItem[]; readonly deviations: readonly number[] } {
  const rows = items.flatMap(({ features }) => features);
  const means = Array.from({ length: sizeOf(items) }, (_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length);
  const deviations = means.map((mean, k) => Math.sqrt(rows.reduce((sum, row) => sum + (row[k] - mean) ** 2, 0) / rows.length) + 1e-9);
  return { items: items.map((item) => ({ ...item, features: item.features.map((row) => row.map((value, k) => (value - means[k]) / deviations[k])) })), deviations };
}
