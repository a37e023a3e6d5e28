/**
 * A small network that scores one row of measurements: standardised inputs, one layer of hyperbolic tangents, and a direct linear part.
 * Only differences between the scores of one song mean anything.
 */
export interface ScoringNet {
  /** Mean and standard deviation of each input over what was learnt from. */
  readonly centre: readonly number[];
  readonly scale: readonly number[];
  /** Units × inputs, and a bias and an outgoing weight for each unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly out: readonly number[];
  /** Direct weight of each input. */
  readonly direct: readonly number[];
}

/** Inputs further from the mean than so many deviations say no more: music of a kind that was never heard stays in known land. */
export const FARTHEST = 5;

/** Inputs as the units see them, -FARTHEST..FARTHEST. */
export function standardInputs({ centre, scale }: Pick<ScoringNet, 'centre' | 'scale'>, row: ArrayLike<number>): Float64Array {
  return Float64Array.from(centre, (mean, k) => Math.max(-FARTHEST, Math.min(FARTHEST, (row[k] - mean) / scale[k])));
}

function dot(weights: readonly number[], inputs: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < inputs.length; k++) sum += weights[k] * inputs[k];
  return sum;
}

/** Score of one row. Cost: units × inputs. */
export function scoreByNet(net: ScoringNet, row: ArrayLike<number>): number {
  const inputs = standardInputs(net, row);
  let score = dot(net.direct, inputs);
  for (let u = 0; u < net.hidden.length; u++) score += net.out[u] * Math.tanh(dot(net.hidden[u], inputs) + net.bias[u]);
  return score;
}
