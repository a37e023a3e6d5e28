import { parse } from 'acorn';
import { expect } from 'chai';
import type { Signal, SignalKindName } from '#contracts/signal';
import type { FrameRate } from '#contracts/units';
import { bakeKeyframes, interpolateKeys } from '#core/lowering/bakeKeyframes';
import { printExpression } from '#core/lowering/printExpression';
import type { HeldTrack } from '#core/signals/heldTrack';
import { evaluateSignal, keyTimesOf } from '#core/signals/index';
import type { SignalContext } from '#core/signals/signalKind';
import { frameIndexToSeconds, printFrameRate, secondsToNearestFrameIndex } from '#core/time/frameRate';
import { ExpressionScope, type LayerModel, type PropertyModel } from '../fixtures/expressionScope.js';
import { testRates } from '../fixtures/recipeInputs.js';

const decay: Signal = { kind: 'multiply', inputs: [{ kind: 'parameter', name: 'decay' }, { kind: 'beatLength' }] };
const pulse: Signal = { kind: 'beatPulse', events: 'beat', decay };

/** At least one case per kind: a new kind without one does not compile. */
const cases: { readonly [Kind in SignalKindName]: readonly Signal[] } = {
  constant: [{ kind: 'constant', value: -0.1 }],
  parameter: [{ kind: 'parameter', name: 'decay' }],
  signal: [{ kind: 'signal', name: 'pulse' }],
  time: [{ kind: 'time' }],
  plane: [{ kind: 'plane', plane: 'near' }, { kind: 'plane', plane: 'far' }],
  beatLength: [{ kind: 'beatLength' }],
  level: [{ kind: 'level', events: 'beat', before: -1 }, { kind: 'level', events: 'none', before: 0.5 }],
  beatPulse: [pulse, { kind: 'beatPulse', events: 'beat', decay: { kind: 'constant', value: 3 } }, { kind: 'beatPulse', events: 'none', decay }],
  beatSwell: [{ kind: 'beatSwell', events: 'beat', duration: decay }, { kind: 'beatSwell', events: 'beat', duration: { kind: 'constant', value: 0.9 } }],
  beatSwap: [{ kind: 'beatSwap', events: 'beat', duration: decay }, { kind: 'beatSwap', events: 'beat', duration: { kind: 'constant', value: 5 } }],
  beatPhase: [{ kind: 'beatPhase', events: 'beat' }],
  beatCount: [{ kind: 'beatCount', events: 'beat', modulus: 3 }],
  flashLimit: [{ kind: 'flashLimit', events: 'beat' }, { kind: 'flashLimit', events: 'none' }, { kind: 'multiply', inputs: [pulse, { kind: 'flashLimit', events: 'beat' }] }],
  oscillator: [{ kind: 'oscillator', period: decay, phase: 0.25 }],
  seededNoise: [{ kind: 'seededNoise', period: decay, seed: 4 }],
  ease: [{ kind: 'ease', input: pulse }],
  clamp: [{ kind: 'clamp', input: pulse, low: 0.25, high: 0.5 }],
  add: [{ kind: 'add', inputs: [] }, { kind: 'add', inputs: [pulse, { kind: 'constant', value: 2 }] }],
  multiply: [{ kind: 'multiply', inputs: [] }, { kind: 'multiply', inputs: [pulse, pulse] }],
  mix: [{ kind: 'mix', from: { kind: 'plane', plane: 'near' }, to: { kind: 'plane', plane: 'far' }, amount: pulse }],
};

const tolerance = 0.002;
const seconds = 2.5;

function contextFor(rate: FrameRate, bpm: number, offset: number): SignalContext {
  const beats = Array.from({ length: 9 }, (_, index) => frameIndexToSeconds(secondsToNearestFrameIndex(offset + (index * 60) / bpm, rate), rate));
  const track: HeldTrack = { times: beats, values: beats.map((_, index) => 0.3 + ((index * 3) % 7) / 10) };
  return {
    values: { decay: 0.8 },
    events: { beat: track, none: { times: [], values: [] } },
    planes: { near: { times: [0, frameIndexToSeconds(40, rate)], values: [0.9, 0.6] }, far: { times: [0], values: [0.2] } },
    beatLength: { times: [offset, offset + 2], values: [60 / bpm, 50 / bpm] },
    signals: { pulse },
  };
}

const sliderNames: Record<string, string> = { parameter: 'Decay', signal: 'Pulse', events: 'Events', plane: 'Plane', beatLength: 'Beat length' };
const sliderName = (role: string, name: string): string => `${sliderNames[role]} ${name}`.trim();

function slider(name: string, parts: Partial<PropertyModel>): LayerModel['effects'][number] {
  return { name, properties: [{ keys: [], value: 0, expression: '', ...parts }] };
}

const keysOf = (track: HeldTrack): PropertyModel['keys'] => track.times.map((time, index) => ({ time, value: track.values[index] }));

/** The control layer a host would have, and a layer that reads it. */
function scopeFor(context: SignalContext, expression: string): { scope: ExpressionScope; reader: LayerModel } {
  const place = { sliderName, comment: 'Pulse' };
  const control: LayerModel = {
    name: 'Depthbeat "A"',
    effects: [
      slider('Decay decay', { value: Number(context.values.decay) }),
      slider('Pulse pulse', { expression: printExpression(pulse, place) }),
      slider('Events beat', { keys: keysOf(context.events.beat) }),
      slider('Events none', {}),
      slider('Plane near', { keys: keysOf(context.planes.near) }),
      slider('Plane far', { keys: keysOf(context.planes.far) }),
      slider('Beat length', { keys: keysOf(context.beatLength) }),
    ],
  };
  const reader: LayerModel = { name: 'clip', effects: [slider('Reader', { expression: expression.replaceAll('@{control}', JSON.stringify(control.name)) })] };
  return { scope: new ExpressionScope([control, reader]), reader };
}

function expectAgreement(signal: Signal, rate: FrameRate, bpm: number, offset: number): void {
  const context = contextFor(rate, bpm, offset);
  const expression = printExpression(signal, { sliderName, control: 'control', comment: 'case' });
  const { scope, reader } = scopeFor(context, expression);
  const range = { start: 0, end: seconds };
  const curve = (time: number): number => evaluateSignal(signal, time, context);
  const keys = bakeKeyframes(curve, keyTimesOf(signal, context, range), range, tolerance);
  let printed = 0;
  let baked = 0;
  for (let frame = 0; frameIndexToSeconds(frame, rate) < seconds; frame++) {
    const time = frameIndexToSeconds(frame, rate);
    const value = curve(time);
    printed = Math.max(printed, Math.abs(scope.read(reader, reader.effects[0].properties[0], time) - value));
    baked = Math.max(baked, Math.abs(interpolateKeys(keys, time) - value));
  }
  expect(printed, `printed ${signal.kind} at ${bpm} from ${offset}`).to.be.at.most(1e-9);
  expect(baked, `baked ${signal.kind} at ${bpm} from ${offset}`).to.be.at.most(tolerance);
}

describe('agreement of the three readings of a signal', () => {
  for (const rate of testRates) {
    it(`holds for every kind at ${printFrameRate(rate)} frames a second`, () => {
      for (const signal of Object.values(cases).flat()) {
        for (const bpm of [97, 171.3, 260]) for (const offset of [0, -0.41, 0.777]) expectAgreement(signal, rate, bpm, offset);
      }
    });
  }

  it('prints what an ES3 parser reads, in ASCII', () => {
    for (const signal of Object.values(cases).flat()) {
      const expression = printExpression(signal, { sliderName, control: 'control', comment: 'case' }).replaceAll('@{control}', '"x"');
      expect(() => parse(expression, { ecmaVersion: 3, allowReserved: 'never' }), expression).not.to.throw();
      expect(expression).to.match(/^[\n\x20-\x7e]*$/);
    }
  });

  it('looks at a logarithm of the keys, not at all of them', () => {
    const many = Array.from({ length: 4000 }, (_, index) => index * 0.3);
    const context: SignalContext = { ...contextFor(testRates[2], 120, 0), events: { beat: { times: many, values: many.map(() => 1) }, none: { times: [], values: [] } } };
    const { scope, reader } = scopeFor(context, printExpression({ kind: 'signal', name: 'pulse' }, { sliderName, control: 'control', comment: 'case' }));
    scope.read(reader, reader.effects[0].properties[0], 700);
    expect(scope.cost.keyCalls).to.be.at.most(Math.ceil(Math.log2(4001)) + 2);
  });

  it('bakes a pulse with two keys a beat', () => {
    const context = contextFor(testRates[2], 97, 0);
    const range = { start: 0, end: seconds };
    const short: Signal = { kind: 'beatPulse', events: 'beat', decay: { kind: 'constant', value: 0.3 } };
    const keys = bakeKeyframes((time) => evaluateSignal(short, time, context), keyTimesOf(short, context, range), range, tolerance);
    const beats = context.events.beat.times.filter((time) => time < seconds).length;
    expect(keys.length).to.be.at.most(3 * beats + 2);
  });
});
