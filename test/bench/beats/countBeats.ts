import type { Beat } from '#contracts/beatGrid';
import type { MusicFeatures } from '#core/music/musicFeatures';
import { runSteps } from '#core/music/steps';
import { trackBeats } from '#core/music/trackBeats';
import type { TrackerWeights } from '#core/music/trackerWeights';
import type { BeatLists } from './scores.js';

/** Loudness and timbre tell strengths and sections alone, which are not scored. */
const NOTHING_DESCRIBED = { framesPerSecond: 1, loudness: new Float32Array(0), timbre: new Float32Array(0) };

/** What is scored of beats that were found. */
export const listsOf = (beats: readonly Beat[]): BeatLists => ({
  beats: beats.map(({ time }) => time),
  downbeats: beats.filter(({ downbeat }) => downbeat).map(({ time }) => time),
});

/** Beats of a piece by the tracker alone; `weights`: the shipped ones where none are given. */
export const countBeats = (features: MusicFeatures, weights?: TrackerWeights): BeatLists => listsOf(runSteps(trackBeats(features, NOTHING_DESCRIBED, weights)).beats);
