import type { ModelRow } from '#contracts/modelManifest';
import { loadManifest } from '#helper/models/modelStore';
import type { Console } from './console.js';

/** What to do instead of using a draft; undefined for a model that is none. */
export function draftAdvice({ draft }: ModelRow): string | undefined {
  return draft && `a draft; for work that others will see: depthbeat models fetch ${draft.instead}, then --model ${draft.instead}`;
}

/** After a pass: says so when the model that made it (an id) is a draft. */
export async function sayIfDraft(console: Console, model: string): Promise<void> {
  const row = (await loadManifest()).models.find(({ id }) => id === model);
  const advice = row && draftAdvice(row);
  if (advice !== undefined) console.say(`Model     ${model} is ${advice}`);
}
