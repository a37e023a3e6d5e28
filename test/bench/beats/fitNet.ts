import { standardInputs, type ScoringNet } from '#core/music/scoringNet';
import type { FitItem } from './fitWeights.js';
import { makeDice, type Dice } from './practice/dice.js';

export interface NetSettings {
  readonly units: number;
  /** Times that every item is seen. */
  readonly rounds: number;
  /** Items a step. */
  readonly batch: number;
  /** Rows of an item that a step looks at: those that are right, and some of the others drawn anew each time. */
  readonly rows: number;
  /** Highest step of Adam; it rises over the first third and falls to nothing. */
  readonly rate: number;
  /** Part of every weight that is taken away a step, at a rate of 1. */
  readonly decay: number;
  /** Deviation of the noise added to standardised inputs, and part of the units that is silent each time. */
  readonly noise: number;
  readonly dropout: number;
  readonly seed: number;
}

/** Parameters in one column: hidden (units × inputs), bias, out, direct. */
interface Shape {
  readonly inputs: number;
  readonly units: number;
}

interface Column {
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;
}

const sizeOf = ({ inputs, units }: Shape): number => units * inputs + 2 * units + inputs;

interface Example {
  readonly rows: readonly Float64Array[];
  readonly accuracy: readonly number[];
  readonly weight: number;
}

/** Rows at least half as right as the best come first, then some of the others. */
function drawRows({ rows, accuracy }: Example, count: number, dice: Dice): number[] {
  const best = Math.max(...accuracy);
  const right = accuracy.flatMap((value, i) => (value >= best / 2 ? [i] : []));
  const others = accuracy.flatMap((value, i) => (value < best / 2 ? [i] : []));
  while (others.length > 0 && right.length + others.length > count) others.splice(Math.floor(dice.roll() * others.length), 1);
  return rows.length <= count ? rows.map((_, i) => i) : [...right, ...others];
}

/** Noise of deviation 1, read from a place that each row draws: a table is cheaper than a draw for every input. */
const NOISE_SIZE = 8192;
const noiseTable = (dice: Dice): Float64Array => Float64Array.from({ length: NOISE_SIZE }, () => dice.bell());

interface Luck {
  readonly settings: NetSettings;
  readonly dice: Dice;
  readonly noise: Float64Array;
}

interface Passed {
  readonly inputs: Float64Array;
  readonly units: Float64Array;
  /** 0 for a silent unit, else what makes up for the silent ones. */
  readonly loud: Float64Array;
  readonly score: number;
}

function pass(row: Float64Array, { values }: Column, { inputs: size, units }: Shape, { settings, dice, noise }: Luck): Passed {
  const inputs = new Float64Array(size);
  const start = Math.floor(dice.roll() * (NOISE_SIZE - size));
  for (let k = 0; k < size; k++) inputs[k] = row[k] + settings.noise * noise[start + k];
  const states = new Float64Array(units);
  const loud = new Float64Array(units);
  for (let u = 0; u < units; u++) loud[u] = dice.chance(settings.dropout) ? 0 : 1 / (1 - settings.dropout);
  const [biases, outs, direct] = [units * size, units * size + units, units * size + 2 * units];
  let score = 0;
  for (let k = 0; k < size; k++) score += values[direct + k] * inputs[k];
  for (let u = 0; u < units; u++) {
    if (loud[u] === 0) continue;
    let sum = values[biases + u];
    for (let k = 0, place = u * size; k < size; k++, place++) sum += values[place] * inputs[k];
    states[u] = Math.tanh(sum);
    score += values[outs + u] * loud[u] * states[u];
  }
  return { inputs, units: states, loud, score };
}

/** Adds `pull` times the slope of one row's score to the gradient. */
function pushBack({ inputs, units: states, loud }: Passed, pull: number, { values, gradient }: Column, { inputs: size, units }: Shape): void {
  const [biases, outs, direct] = [units * size, units * size + units, units * size + 2 * units];
  for (let k = 0; k < size; k++) gradient[direct + k] += pull * inputs[k];
  for (let u = 0; u < units; u++) {
    if (loud[u] === 0) continue;
    gradient[outs + u] += pull * loud[u] * states[u];
    const slope = pull * loud[u] * values[outs + u] * (1 - states[u] ** 2);
    gradient[biases + u] += slope;
    for (let k = 0, place = u * size; k < size; k++, place++) gradient[place] += slope * inputs[k];
  }
}

/** Rows that would move nothing are left out. */
const SMALLEST_PULL = 1e-4;

/** Adds one item's gradient of log(expected accuracy under a softmax of the scores). */
function learn(example: Example, column: Column, shape: Shape, luck: Luck): void {
  const drawn = drawRows(example, luck.settings.rows, luck.dice);
  const passed = drawn.map((i) => pass(example.rows[i], column, shape, luck));
  const highest = passed.reduce((high, { score }) => Math.max(high, score), -Infinity);
  const odds = passed.map(({ score }) => Math.exp(score - highest));
  const total = odds.reduce((sum, value) => sum + value, 0);
  const expected = odds.reduce((sum, value, i) => sum + (value / total) * example.accuracy[drawn[i]], 0);
  odds.forEach((value, i) => {
    const pull = (example.weight * (value / total) * (example.accuracy[drawn[i]] - expected)) / (expected + 1e-3);
    if (Math.abs(pull) > SMALLEST_PULL * example.weight) pushBack(passed[i], pull, column, shape);
  });
}

/** One step of AdamW (Loshchilov and Hutter 2019) uphill; empties the gradient. */
function step({ values, gradient, mean, square }: Column, count: number, rate: number, decay: number): void {
  for (let k = 0; k < values.length; k++) {
    mean[k] = 0.9 * mean[k] + 0.1 * gradient[k];
    square[k] = 0.999 * square[k] + 0.001 * gradient[k] ** 2;
    values[k] += rate * (mean[k] / (1 - 0.9 ** count) / (Math.sqrt(square[k] / (1 - 0.999 ** count)) + 1e-8) - decay * values[k]);
    gradient[k] = 0;
  }
}

function beginColumn(shape: Shape, dice: Dice): Column {
  const size = sizeOf(shape);
  const [reach, outReach] = [1 / Math.sqrt(shape.inputs), 1 / Math.sqrt(shape.units)];
  const hidden = shape.units * (shape.inputs + 1);
  const values = Float64Array.from({ length: size }, (_, k) => (k < hidden ? dice.between(-reach, reach) : k < hidden + shape.units ? dice.between(-outReach, outReach) : 0));
  return { values, gradient: new Float64Array(size), mean: new Float64Array(size), square: new Float64Array(size) };
}

/** Rate of a step: a rising and a falling half of a cosine. */
const rateAt = (part: number): number => (part < 0.3 ? 0.5 - 0.5 * Math.cos((Math.PI * part) / 0.3) : 0.5 + 0.5 * Math.cos((Math.PI * (part - 0.3)) / 0.7));

function shuffle(count: number, dice: Dice): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(dice.roll() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Mean and deviation of every input over all rows of all items. */
export function spreadOf(items: readonly FitItem[]): Pick<ScoringNet, 'centre' | 'scale'> {
  const size = items[0].features[0].length;
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
  let count = 0;
  for (const { features } of items) {
    for (const row of features) {
      count++;
      for (let k = 0; k < size; k++) {
        sums[k] += row[k];
        squares[k] += row[k] ** 2;
      }
    }
  }
  const centre = Array.from(sums, (sum) => sum / count);
  return { centre, scale: centre.map((mean, k) => Math.sqrt(Math.max(0, squares[k] / count - mean ** 2)) + 1e-6) };
}

/** A net that gives the right rows of each item the highest scores. Deterministic. */
export function fitNet(items: readonly FitItem[], settings: NetSettings): ScoringNet {
  const spread = spreadOf(items);
  const shape = { inputs: spread.centre.length, units: settings.units };
  const dice = makeDice(settings.seed);
  const examples = items.map((item): Example => ({ rows: item.features.map((row) => standardInputs(spread, row)), accuracy: item.accuracy, weight: item.weight }));
  const column = beginColumn(shape, dice);
  const luck = { settings, dice, noise: noiseTable(dice) };
  const steps = settings.rounds * Math.ceil(items.length / settings.batch);
  for (let round = 0, count = 0; round < settings.rounds; round++) {
    const order = shuffle(items.length, dice);
    for (let first = 0; first < order.length; first += settings.batch) {
      for (const i of order.slice(first, first + settings.batch)) learn(examples[i], column, shape, luck);
      step(column, ++count, settings.rate * rateAt(count / steps), settings.decay);
    }
  }
  const { inputs, units } = shape;
  const part = (from: number, length: number): number[] => Array.from(column.values.subarray(from, from + length));
  return {
    ...spread,
    hidden: Array.from({ length: units }, (_, u) => part(u * inputs, inputs)),
    bias: part(units * inputs, units),
    out: part(units * inputs + units, units),
    direct: part(units * inputs + 2 * units, inputs),
  };
}

/** Nets fitted from different beginnings as one: the sum of their scores. They must have the same spread. */
export function joinNets(nets: readonly ScoringNet[]): ScoringNet {
  return {
    centre: nets[0].centre,
    scale: nets[0].scale,
    hidden: nets.flatMap(({ hidden }) => hidden),
    bias: nets.flatMap(({ bias }) => bias),
    out: nets.flatMap(({ out }) => out.map((value) => value / nets.length)),
    direct: nets[0].direct.map((_, k) => nets.reduce((sum, { direct }) => sum + direct[k], 0) / nets.length),
  };
}
