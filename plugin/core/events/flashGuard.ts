import type { Recipe } from '#contracts/recipe';
import type { Signal } from '#contracts/signal';
import type { SlotName } from '#contracts/slots';
import type { Seconds } from '#contracts/units';
import { nodesOf } from '../signals/index.js';

/**
 * No more than three flashes in any second (WCAG 2.3.1, ITU-R BT.1702): events that change the light of the picture are at least
 * a third of a second apart.
 */
export const flashGap: Seconds = 1 / 3;

/** Slots that change how bright the picture is. */
const lightSlots: readonly SlotName[] = ['exposure.gain', 'isolate.amount', 'isolate.near', 'isolate.far', 'fog.density', 'fog.start'];

/** Every node a signal reads, through named signals too. */
function reach(signal: Signal, recipe: Recipe): Signal[] {
  return nodesOf(signal).flatMap((node) => (node.kind === 'signal' ? reach(recipe.signals[node.name].signal, recipe) : [node]));
}

/** A tree with every node put through `change`, inputs first. */
function mapNodes(signal: Signal, change: (node: Signal) => Signal): Signal {
  const isSignal = (part: unknown): part is Signal => typeof part === 'object' && part !== null && 'kind' in part;
  const mapped = Object.entries(signal).map(([name, part]: [string, unknown]) => {
    if (isSignal(part)) return [name, mapNodes(part, change)];
    return [name, Array.isArray(part) ? part.map((each: unknown) => (isSignal(each) ? mapNodes(each, change) : each)) : part];
  });
  return change(Object.fromEntries(mapped) as Signal);
}

/**
 * The recipe with whatever events do to the light held to three flashes a second, also for keys that are set by hand later. Plans and
 * previews are made of this; a recipe whose events move no light comes back as it is.
 */
export function guardFlashes(recipe: Recipe): Recipe {
  const light = Object.keys(recipe.events).filter((name) => movesLight(recipe, name));
  if (light.length === 0) return recipe;
  const limited = (signal: Signal): Signal =>
    mapNodes(signal, (node) => ('events' in node && light.includes(node.events) ? { kind: 'multiply', inputs: [node, { kind: 'flashLimit', events: node.events }] } : node));
  return {
    ...recipe,
    signals: Object.fromEntries(Object.entries(recipe.signals).map(([name, named]) => [name, { ...named, signal: limited(named.signal) }])),
    tracks: recipe.tracks.map((track) => ({ ...track, signal: limited(track.signal) })),
  };
}

/** Whether the events of a stream change how bright the picture is. */
export function movesLight(recipe: Recipe, stream: string): boolean {
  return recipe.tracks.some(({ slot, signal }) => lightSlots.includes(slot) && reach(signal, recipe).some((node) => 'events' in node && node.events === stream));
}
