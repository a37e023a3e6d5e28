import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { heldValue } from './heldTrack.js';
import { jumpsOf } from './jumps.js';

/** Seconds of a beat when the music has no tempo: 120 a minute. */
const noTempo = 0.5;

export const beatLength: SignalKind<SignalOf<'beatLength'>> = {
  inputs: () => [],
  evaluate: (_node, at, context) => heldValue(context.beatLength, at, noTempo),
  print: (_node, printer) => `${printer.slider('beatLength', '')}.value`,
  keyTimes: (_node, context, range) => jumpsOf(context.beatLength, range),
};
