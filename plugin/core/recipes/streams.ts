import type { EventStream, NamedSignal } from '#contracts/recipe';
import type { NumberParameter } from '#contracts/parameter';
import type { Signal } from '#contracts/signal';
import { constant, inBeats, parameter, product } from './nodes.js';

/** The events the editor chose with the `accent` parameter. */
export function chosenBeats({ minimumGap = 0.12, floor = 0.3 }: { readonly minimumGap?: number; readonly floor?: number } = {}): EventStream {
  return { label: 'Beat', accent: { kind: 'chosen', parameter: 'accent' }, minimumGap, floor, optional: false };
}

/** Starts of the song's sections, with how energetic each is. */
export const sections: EventStream = { label: 'Section energy', accent: { kind: 'sections' }, minimumGap: 0, floor: 0, optional: true };

/** How far quiet sections hold back. Used together with `sections` and `sectionLift`. */
export const followParameter: NumberParameter = {
  kind: 'number', name: 'follow', label: 'Follow sections', unit: 'share', minimum: 0, maximum: 1, step: 0.05, default: 0.5,
  sentence: 'How much calmer quiet sections are than loud ones: 0 treats verse and chorus alike.',
};

/** 1 in the loudest sections, less in quiet ones as far as `follow` says; 1 when the song has no sections. */
export const sectionLift: Signal = { kind: 'mix', from: constant(1), to: { kind: 'level', events: 'sections', before: 1 }, amount: parameter('follow') };

/** The punch that most recipes share; its length is the parameter `decay`. Used together with `sections` and `followParameter`. */
export const sectionPulse: NamedSignal = {
  label: 'Pulse',
  sentence: 'Jumps to the strength of each beat and falls back; calmer in quiet sections.',
  signal: product({ kind: 'beatPulse', events: 'beat', decay: inBeats('decay') }, sectionLift),
};
