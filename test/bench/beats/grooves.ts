import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { runSteps } from '#core/music/steps';
import { trackBeats } from '#core/music/trackBeats';
import { drumPatterns, playPattern } from '../../fixtures/drumFixtures.js';
import { scorePiece } from './scores.js';

const TEMPI = [64, 72, 80, 84, 90, 95, 100, 105, 110, 118, 124, 132, 140, 150, 160, 170, 180, 195];
/** Beats a minute at which players of a groove would count it so. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  clicks: [60, 200],
  rock: [80, 180],
  'rock with off-beat kick': [80, 180],
  house: [84, 140],
  sixteenths: [70, 130],
  swing: [90, 220],
  waltz: [84, 190],
  'waltz without drums': [84, 190],
  march: [84, 140],
};
/** Counted rightly: at the right level, and on the beat. */
const LEAST_F = 0.9;
const SECONDS = 30;
const NOTHING_DESCRIBED = { framesPerSecond: 1, loudness: new Float32Array(0), timbre: new Float32Array(0) };

function isCounted(pattern: (typeof drumPatterns)[number], bpm: number): boolean {
  const song = playPattern(pattern, { bpm, seconds: SECONDS, sampleRate: MUSIC_SAMPLE_RATE });
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(song.samples);
  const { beats } = runSteps(trackBeats(frontEnd.finish(), NOTHING_DESCRIBED));
  const { f, octaveRight } = scorePiece(song, { beats: beats.map(({ time }) => time), downbeats: [] });
  return octaveRight && f >= LEAST_F;
}

/** Plain loops of drums, bass and a chord at many tempi, and those of them that are not counted rightly, one line a groove. */
export function printGrooves(): void {
  console.log('plain grooves'.padEnd(34) + 'right'.padStart(8));
  let [right, tried] = [0, 0];
  for (const pattern of drumPatterns) {
    const tempi = TEMPI.filter((bpm) => bpm >= RANGES[pattern.name][0] && bpm <= RANGES[pattern.name][1]);
    const wrong = tempi.filter((bpm) => !isCounted(pattern, bpm));
    [right, tried] = [right + tempi.length - wrong.length, tried + tempi.length];
    console.log(`${pattern.name.padEnd(34)}${`${tempi.length - wrong.length}/${tempi.length}`.padStart(8)}${wrong.length > 0 ? `   not at ${wrong.join(', ')}` : ''}`);
  }
  console.log(`${'all'.padEnd(34)}${`${right}/${tried}`.padStart(8)}`);
}
