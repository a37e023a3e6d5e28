import type { Accent } from '#contracts/recipe';

/** The accents a choice parameter may name, in the order of the menu. `share` and `every` are the parameters that say how many beats are strong and which are taken. */
export const accentChoices: Readonly<Record<string, { readonly label: string; readonly accent: Accent }>> = {
  strongBeats: { label: 'Strong beats', accent: { kind: 'strongBeats', share: 'share' } },
  downbeats: { label: 'First beat of each bar', accent: { kind: 'downbeats' } },
  everySecond: { label: 'Every second beat', accent: { kind: 'everyNth', count: 2, offset: 0 } },
  everyFourth: { label: 'Every fourth beat', accent: { kind: 'everyNth', count: 4, offset: 0 } },
  everyNth: { label: 'Every n-th beat', accent: { kind: 'everyNth', count: 'every', offset: 0 } },
  beats: { label: 'Every beat', accent: { kind: 'beats' } },
  kick: { label: 'Kick drum', accent: { kind: 'hits', band: 'kick' } },
  snare: { label: 'Snare drum', accent: { kind: 'hits', band: 'snare' } },
  hat: { label: 'Hi-hat', accent: { kind: 'hits', band: 'hat' } },
  sections: { label: 'Start of each section', accent: { kind: 'sections' } },
};
