import type { ChoiceParameter, NumberParameter } from '#contracts/parameter';
import { accentChoices } from '../events/accents.js';

/** The choice that most recipes share: which moments of the music move the picture. */
export function accentParameter(preferred: keyof typeof accentChoices): ChoiceParameter {
  return {
    kind: 'choice',
    name: 'accent',
    label: 'Moves on',
    sentence: 'Which moments of the music move the picture.',
    options: Object.entries(accentChoices).map(([value, { label }]) => ({ value, label })),
    default: preferred,
  };
}

/** How many of the beats count as strong. */
export function shareParameter(share: number): NumberParameter {
  return {
    kind: 'number', name: 'share', label: 'Strong share', unit: 'share', minimum: 0.05, maximum: 1, step: 0.05, default: share,
    sentence: 'Which part of the beats counts as strong: 0.25 is the hardest quarter.',
  };
}
