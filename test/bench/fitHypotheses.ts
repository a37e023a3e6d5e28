/**
 * `npm run fit:beats`: the recipe of `core/music/hypothesisWeights`. Proposes all ways to count for every piece of the evaluation
 * set and for constructed drum songs, fits the weights, and prints them with a ten-fold cross-validation over pieces.
 */
import { proposeBeats } from '#core/music/beatHypotheses';
import { makeHarmonicChange } from '#core/music/harmonicChange';
import { hypothesisFeatureNames, measureHypothesis, measuringCurves } from '#core/music/hypothesisFeatures';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { onsetStrength } from '#core/music/onsetStrength';
import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import { drumPatterns, playPattern } from '../fixtures/drumFixtures.js';
import { chosenIndex, fitWeights, standardiseItems, type FitItem } from './beats/fitWeights.js';
import { continuity, fMeasure, trimBeats } from './beats/metrics.js';
import { readPieces } from './beats/pieces.js';
import { evaluationFolder } from './evaluationData.js';

const SETTINGS = { ridge: 0.01, rounds: 600 };
const FOLDS = 10;
/** A constructed song counts this part of a piece: enough to keep plain grooves right. */
const CONSTRUCTED_WEIGHT = 0.15;
const constructedTempi = [66, 80, 96, 112, 128, 144, 168];

interface Item extends FitItem {
  readonly f: readonly number[];
  readonly cmlt: readonly number[];
}

async function itemOf(blocks: AsyncIterable<Float32Array> | Iterable<Float32Array>, beats: readonly number[], weight: number): Promise<Item> {
  const frontEnd = makeMusicFrontEnd();
  for await (const block of blocks) frontEnd.push(block);
  const features = frontEnd.finish();
  const strength = onsetStrength(features);
  const curves = measuringCurves(strength, makeHarmonicChange(features.chroma));
  const hypotheses = proposeBeats(strength);
  const reference = trimBeats(beats);
  const f = hypotheses.map(({ times }) => fMeasure(reference, trimBeats(times)));
  const cmlt = hypotheses.map(({ times }) => continuity(reference, trimBeats(times)).cmlt);
  const rows = hypotheses.map((hypothesis) => {
    const measured = measureHypothesis(hypothesis, hypothesis.score, curves);
    return hypothesisFeatureNames.map((name) => measured[name]);
  });
  return { features: rows, f, cmlt, accuracy: f.map((value, i) => (0.6 * value + 0.4 * cmlt[i]) ** 2), weight };
}

async function readItems(folder: string): Promise<{ readonly pieces: Item[]; readonly constructed: Item[] }> {
  const pieces: Item[] = [];
  for (const piece of readPieces(folder)) {
    const audio = await openFfmpegAudio(piece.audio, MUSIC_SAMPLE_RATE);
    pieces.push(await itemOf(audio.blocks(new AbortController().signal), piece.beats, 1));
  }
  const constructed: Item[] = [];
  for (const pattern of drumPatterns) {
    for (const bpm of constructedTempi) {
      const song = playPattern(pattern, { bpm: bpm * 1.003, seconds: 25, sampleRate: MUSIC_SAMPLE_RATE });
      constructed.push(await itemOf([song.samples], song.beats, CONSTRUCTED_WEIGHT));
    }
  }
  return { pieces, constructed };
}

function printCrossValidation(pieces: readonly Item[], standard: readonly FitItem[]): void {
  let f = 0;
  let cmlt = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    // Constructed songs come after the pieces and are never held out.
    const weights = fitWeights(standard.filter((_, i) => i >= pieces.length || i % FOLDS !== fold), SETTINGS);
    pieces.forEach((piece, i) => {
      if (i % FOLDS !== fold) return;
      const chosen = chosenIndex(standard[i], weights);
      f += piece.f[chosen] / pieces.length;
      cmlt += piece.cmlt[chosen] / pieces.length;
    });
  }
  console.log(`${FOLDS}-fold cross-validation over pieces: F ${f.toFixed(3)}, CMLt ${cmlt.toFixed(3)}`);
}

async function main(): Promise<void> {
  const folder = evaluationFolder('beats');
  if (!folder) {
    console.log('There is no evaluation music: put it in ../shared/eval/beats or name its parent folder in DEPTHBEAT_EVAL.');
    return;
  }
  const { pieces, constructed } = await readItems(folder);
  const { items, deviations } = standardiseItems([...pieces, ...constructed]);
  printCrossValidation(pieces, items);
  const weights = fitWeights(items, SETTINGS);
  hypothesisFeatureNames.forEach((name, k) => console.log(`  ${name}: ${(weights[k] / deviations[k]).toPrecision(4)},`));
}

await main();
