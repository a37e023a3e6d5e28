import type { ChoiceParameter, NumberParameter, Parameter } from '#contracts/parameter';
import { accentChoices } from '../events/accents.js';

function accentParameter(preferred: keyof typeof accentChoices): ChoiceParameter {
  return {
    kind: 'choice',
    name: 'accent',
    label: 'Moves on',
    sentence: 'Which moments of the music move the picture.',
    options: Object.entries(accentChoices).map(([value, { label }]) => ({ value, label })),
    default: preferred,
  };
}

function shareParameter(share: number): NumberParameter {
  return {
    kind: 'number', name: 'share', label: 'Strong share', unit: 'share', minimum: 0.05, maximum: 1, step: 0.05, default: share,
    sentence: 'Which part of the beats counts as strong: 0.25 is the hardest quarter.',
  };
}

const everyParameter: NumberParameter = {
  kind: 'number', name: 'every', label: 'Every n-th', unit: 'beats', minimum: 1, maximum: 64, step: 1, default: 8,
  sentence: 'Which beats count when it moves on every n-th one: 3 is every third, 16 every fourth bar of four.',
};

/** What most recipes share: which moments of the music move the picture, which part of the beats counts as strong, and n of every n-th beat. */
export function momentParameters(preferred: keyof typeof accentChoices, share: number): readonly Parameter[] {
  return [accentParameter(preferred), shareParameter(share), everyParameter];
}
