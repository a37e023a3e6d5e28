import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'acorn';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Signal } from '#contracts/signal';
import { printExpression } from '#core/lowering/printExpression';
import { evaluateSignal } from '#core/signals/index';
import type { SignalContext } from '#core/signals/signalKind';
import { projectRoot } from '#helper/media/projectRoot';
import { openBrowser } from '../panel/panelPage.js';

/**
 * A second opinion on the printed expressions: lottie-web's own engine, in a real Chromium. It has no timeless seed and no
 * markers, which we do not use, and gives key values as lists, which the printed text allows for.
 */
const rates = [24000 / 1001, 25, 60000 / 1001];
const frames = 100;
const times = [0.4, 0.92, 1.6, 2.4, 3];
const context: SignalContext = {
  values: { decay: 0.8 },
  events: { beat: { times, values: [1, 0.4, 0.7, 0.55, 0.9] }, none: { times: [], values: [] }, fast: { times: [0.4, 0.6, 0.8, 1, 1.2, 2.2, 3], values: [1, 0.4, 0.7, 0.55, 0.9, 1, 0.5] } },
  planes: { near: { times: [0, 1.2], values: [0.9, 0.6] }, far: { times: [0], values: [0.2] } },
  beatLength: { times: [0, 2], values: [0.5, 0.6] },
  signals: {},
};

const decay: Signal = { kind: 'multiply', inputs: [{ kind: 'parameter', name: 'decay' }, { kind: 'beatLength' }] };
const cases: readonly Signal[] = [
  { kind: 'beatPulse', events: 'beat', decay },
  { kind: 'beatSwell', events: 'beat', duration: decay },
  { kind: 'mix', from: { kind: 'plane', plane: 'near' }, to: { kind: 'plane', plane: 'far' }, amount: { kind: 'beatSwap', events: 'beat', duration: decay } },
  { kind: 'multiply', inputs: [{ kind: 'beatPulse', events: 'fast', decay }, { kind: 'flashLimit', events: 'fast' }] },
  { kind: 'beatPhase', events: 'beat' },
  { kind: 'beatCount', events: 'beat', modulus: 2 },
  { kind: 'level', events: 'beat', before: 0.25 },
  { kind: 'oscillator', period: decay, phase: 0.25 },
  { kind: 'seededNoise', period: decay, seed: 4 },
];

/** The player keeps an old value when the new one is nearer than 1e-5 radians; enlarged, that is far below what is compared. */
const enlarge = 1e5;
const enlarged = (signal: Signal): Signal => ({ kind: 'multiply', inputs: [signal, { kind: 'constant', value: enlarge }] });

const label = (role: string, name: string): string => `${role} ${name}`.trim();

/** Lottie takes the value of an expression from `$bm_rt`, as its exporter writes it. */
function forLottie(expression: string): string {
  const statements = parse(expression, { ecmaVersion: 5 }).body;
  const last = statements[statements.length - 1];
  return `var $bm_rt;\n${expression.slice(0, last.start)}$bm_rt = ${expression.slice(last.start)}`;
}

function slider(name: string, value: object, index: number): object {
  return { ty: 5, nm: name, mn: 'ADBE Slider Control', ix: index + 1, en: 1, ef: [{ ty: 0, nm: 'Slider', mn: 'ADBE Slider Control-0001', ix: 1, v: value }] };
}

/** Lottie has no properties of a single key: those stand still. */
function held(track: { readonly times: readonly number[]; readonly values: readonly number[] }, rate: number): object {
  if (track.times.length === 1) return { a: 0, k: track.values[0], ix: 1 };
  return { a: 1, k: track.times.map((time, index) => ({ t: time * rate, s: [track.values[index]], h: 1 })), ix: 1 };
}

/** An animation whose layer has the control sliders and a rotation that an expression moves. */
function animationOf(signal: Signal, rate: number): object {
  const values: readonly [string, object][] = [
    [label('parameter', 'decay'), { a: 0, k: 0.8, ix: 1 }],
    [label('events', 'beat'), held(context.events.beat, rate)],
    [label('events', 'fast'), held(context.events.fast, rate)],
    [label('plane', 'near'), held(context.planes.near, rate)],
    [label('plane', 'far'), held(context.planes.far, rate)],
    [label('beatLength', ''), held(context.beatLength, rate)],
  ];
  const still = (k: unknown): object => ({ a: 0, k });
  const rotation = { a: 0, k: 1, x: forLottie(printExpression(signal, { sliderName: label, comment: 'case' })) };
  const layer = { ty: 1, nm: 'control', ind: 1, ip: 0, op: frames, st: 0, sr: 1, sw: 4, sh: 4, sc: '#ffffff', bm: 0, ks: { o: still(100), r: rotation, p: still([0, 0, 0]), a: still([0, 0, 0]), s: still([100, 100, 100]) }, ef: values.map(([name, value], index) => slider(name, value, index)) };
  return { v: '5.13.0', fr: rate, ip: 0, op: frames, w: 4, h: 4, nm: 'case', ddd: 0, assets: [], layers: [layer] };
}

/** Runs in the page: the rotation of the one layer on every frame, which the player keeps in radians. */
function playedIn(page: Page, animation: object): Promise<number[]> {
  return page.evaluate(
    ([animationData, count]) => {
      interface Playing { goToAndStop(frame: number, isFrame: boolean): void; destroy(): void; renderer: { elements: { finalTransform: { mProp: { r: { v: number } } } }[] } }
      const { lottie, document } = globalThis as unknown as { lottie: { loadAnimation(options: object): Playing }; document: { body: object } };
      const playing = lottie.loadAnimation({ container: document.body, renderer: 'svg', autoplay: false, animationData });
      const values: number[] = [];
      // A player that stands on frame 0 already does not compute it.
      playing.goToAndStop(1, true);
      for (let frame = 0; frame < (count as number); frame++) {
        playing.goToAndStop(frame, true);
        values.push(playing.renderer.elements[0].finalTransform.mProp.r.v);
      }
      playing.destroy();
      return values;
    },
    [animation, frames] as const,
  );
}

describe('printed expressions in lottie-web', () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ content: readFileSync(path.join(projectRoot(), 'node_modules/lottie-web/build/player/lottie.js'), 'utf8') });
  });
  after(() => browser?.close());

  for (const signal of cases) {
    it(`${signal.kind} is what evaluate says, from 23.976 to 59.94 frames a second`, async () => {
      for (const rate of rates) {
        const played = await playedIn(page, animationOf(enlarged(signal), rate));
        played.forEach((value, frame) => expect((value * 180) / Math.PI / enlarge, `frame ${frame} at ${rate}`).to.be.closeTo(evaluateSignal(signal, frame / rate, context), 1e-8));
      }
    });
  }
});
