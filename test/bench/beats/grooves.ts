import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { drumPatterns, playPattern } from '../../fixtures/drumFixtures.js';
import { countBeats } from './countBeats.js';
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

function isCounted(pattern: (typeof drumPatterns)[number], bpm: number): boolean {
  const song = playPattern(pattern, { bpm, seconds: SECONDS, sampleRate: MUSIC_SAMPLE_RATE });
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(song.samples);
  const { f, octaveRight } = scorePiece(song, countBeats(frontEnd.finish()));
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
