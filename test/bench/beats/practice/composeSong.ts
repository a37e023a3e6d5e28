import { arrange } from './arrangement.js';
import { makeDice } from './dice.js';
import { playDrums } from './drummer.js';
import { playPitched, seatPlayers } from './players.js';
import type { Score } from './score.js';
import { styles } from './styles/styles.js';
import { layBeats } from './timing.js';
import { makeWriter } from './writer.js';

/** Song number `seed` (1 up) of `seconds`: the styles take turns, all else is drawn. */
export function composeSong(seed: number, seconds: number): Score {
  const style = styles[seed % styles.length];
  const dice = makeDice(seed);
  const timing = layBeats(style, seconds, dice);
  const writer = makeWriter(style, dice, timing);
  const ensemble = seatPlayers(writer);
  const sections = arrange(writer.bars, ensemble.accompanists.length, dice);
  playDrums(writer, sections);
  playPitched(writer, ensemble, sections);
  const heard = (time: number): boolean => time >= 0 && time < seconds;
  const { parts, notes, strokes } = writer;
  return { style: style.name, seconds, parts, notes, strokes, drumGain: dice.between(0.5, 1.1), beats: timing.beats.filter(heard), downbeats: timing.beats.filter((_, i) => i % style.beatsPerBar === 0).filter(heard) };
}
