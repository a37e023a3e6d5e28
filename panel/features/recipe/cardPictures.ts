import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Recipe } from '#contracts/recipe';
import type { SlotValues } from '#contracts/slots';
import type { Seconds } from '#contracts/units';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { resolveValues } from '#core/recipes/resolveValues';
import type { SmallFrame } from '../../preview/paintPreview.js';

/** A card's picture is this wide. */
const cardWidth = 96;
/** Two bars at 120 beats a minute, over and over. */
export const cardLoop: Seconds = 4;

/** A metronome with a hard first beat: what a card dances to. */
function metronome(): BeatGrid {
  const beats = Array.from({ length: 8 }, (_, i) => ({ time: i / 2, barPosition: (i % 4) + 1, downbeat: i % 4 === 0, strength: i % 2 === 0 ? 1 : 0.5, confidence: 1 }));
  return {
    schema: 'depthbeat.beatGrid', version: 1, duration: cardLoop, tempo: 120, metre: { beatsPerBar: 4 }, confidence: 1, beats,
    tempoSegments: [{ start: 0, end: cardLoop, bpm: 120, steady: true }],
    sections: [{ start: 0, end: cardLoop, label: 'A', energy: 1 }],
    hits: beats.map(({ time }, i) => ({ time, band: i % 2 === 0 ? ('kick' as const) : ('snare' as const), strength: 1 })),
    provenance: { algorithm: 'metronome', algorithmVersion: '1', source: { path: '', fingerprint: '' }, edits: [] },
  };
}

/** What a recipe does with its own defaults over the loop of a card. */
export function cardSlots(recipe: Recipe, passport: DepthPassport): (time: Seconds) => SlotValues {
  const values = resolveValues(recipe, {});
  if (!values.ok) return () => ({});
  const whole = { ...passport, shots: passport.shots.slice(0, 1).map((shot) => ({ ...shot, first: 0, last: 1_000_000 })) };
  return evaluateRecipe({ recipe, values: values.value, grid: metronome(), passport: whole });
}

/** Every second or third pixel: small enough to paint ten of them while the panel scrolls. */
export function shrink(frame: SmallFrame): SmallFrame {
  const step = Math.max(1, frame.width / cardWidth);
  const [width, height] = [Math.floor(frame.width / step), Math.floor(frame.height / step)];
  const pixels = new Uint8Array(width * height * 3);
  const depth = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const from = Math.floor(y * step) * frame.width + Math.floor(x * step);
      pixels.set(frame.pixels.subarray(from * 3, from * 3 + 3), at * 3);
      depth[at] = frame.depth[from];
    }
  }
  return { width, height, pixels, depth };
}
