import type { Recipe } from '#contracts/recipe';
import type { Signal } from '#contracts/signal';
import { accentChoices } from '../events/accents.js';
import { nodesOf } from '../signals/index.js';
import { acceptsValue } from './resolveValues.js';

type Check = (recipe: Recipe) => string | undefined;

function firstRepeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

const namesAreUnique: Check = ({ parameters, events, signals, tracks }) => {
  const labels = [...parameters.map(({ label }) => label), ...Object.values(events).map(({ label }) => label), ...Object.values(signals).map(({ label }) => label)];
  const repeated = firstRepeated(parameters.map(({ name }) => name)) ?? firstRepeated(labels) ?? firstRepeated(tracks.map(({ slot }) => slot));
  return repeated === undefined ? undefined : `${repeated} occurs twice`;
};

const defaultsFit: Check = ({ parameters }) => {
  const wrong = parameters.find((parameter) => !acceptsValue(parameter, parameter.default));
  return wrong && `the default of ${wrong.name} is outside its range`;
};

function isNumber(recipe: Recipe, name: string): boolean {
  return recipe.parameters.some((parameter) => parameter.name === name && parameter.kind === 'number');
}

const accentsExist: Check = (recipe) => {
  for (const { accent } of Object.values(recipe.events)) {
    if (accent.kind === 'strongBeats' && !isNumber(recipe, accent.share)) return `there is no number ${accent.share}`;
    if (accent.kind === 'everyNth' && typeof accent.count === 'string' && !isNumber(recipe, accent.count)) return `there is no number ${accent.count}`;
    if (accent.kind !== 'chosen') continue;
    const choice = recipe.parameters.find(({ name }) => name === accent.parameter);
    if (choice?.kind !== 'choice') return `there is no choice ${accent.parameter}`;
    const stranger = choice.options.find(({ value }) => !Object.prototype.hasOwnProperty.call(accentChoices, value));
    if (stranger) return `there is no accent ${stranger.value}`;
    if (choice.options.some(({ value }) => value === 'strongBeats') && !isNumber(recipe, 'share')) return 'strong beats need a number named share';
    if (choice.options.some(({ value }) => value === 'everyNth') && !isNumber(recipe, 'every')) return 'every n-th beat needs a number named every';
  }
  return undefined;
};

function has(names: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(names, name);
}

function nodeFault(recipe: Recipe, node: Signal): string | undefined {
  if (node.kind === 'parameter' && !isNumber(recipe, node.name)) return `there is no number ${node.name}`;
  if (node.kind === 'signal' && !has(recipe.signals, node.name)) return `there is no signal ${node.name}`;
  if ('events' in node && !has(recipe.events, node.events)) return `there are no events ${node.events}`;
  return undefined;
}

const nodesAreKnown: Check = (recipe) => {
  const trees = [...recipe.tracks, ...Object.values(recipe.signals)].map(({ signal }) => signal);
  for (const node of trees.flatMap(nodesOf)) {
    const fault = nodeFault(recipe, node);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

/** A signal may only read signals listed before it, so that no circle can be written. */
const signalsAreOrdered: Check = ({ signals }) => {
  const names = Object.keys(signals);
  const wrong = names.find((name, index) => nodesOf(signals[name].signal).some((node) => node.kind === 'signal' && names.indexOf(node.name) >= index));
  return wrong === undefined ? undefined : `${wrong} reads a signal that is not listed before it`;
};

const checks: readonly Check[] = [namesAreUnique, defaultsFit, accentsExist, nodesAreKnown, signalsAreOrdered];

/** Why the parts of a recipe do not fit together, in words; undefined when they do. */
export function recipeFault(recipe: Recipe): string | undefined {
  for (const check of checks) {
    const fault = check(recipe);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
