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

const lightSlots: readonly SlotName[] = ['exposure.gain', 'isolate.amount', 'isolate.near', 'isolate.far', 'fog.density', 'fog.start'];

/** Every node a signal reads, through named signals too. */
function reach(signal: Signal, recipe: Recipe): Signal[] {
  return nodesOf(signal).flatMap((node) => (node.kind === 'signal' ? reach(recipe.signals[node.name].signal, recipe) : [node]));
}

/** Whether the events of a stream change how bright the picture is. */
export function movesLight(recipe: Recipe, stream: string): boolean {
  return recipe.tracks.some(({ slot, signal }) => lightSlots.includes(slot) && reach(signal, recipe).some((node) => 'events' in node && node.events === stream));
}
