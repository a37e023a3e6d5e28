import type { Dice } from './dice.js';
import type { Style } from './styles/style.js';

/** Where the beats of a song lie and where the steps between them. */
export interface Timing {
  /** Beats from the first of the music on, seconds; some lie before 0. */
  readonly beats: readonly number[];
  /** Time of a step of the song, counted from the first beat. */
  stepTime(step: number): number;
}

/** Beats a minute at a moment: steady, drifting as players do, or stepping to another tempo once. */
function tempoCurve(style: Style, dice: Dice): (time: number) => number {
  const base = style.tempo[0] * (style.tempo[1] / style.tempo[0]) ** dice.roll();
  const drift = dice.chance(0.7) ? (style.drift ?? 0) : 0;
  const [slow, phase] = [dice.between(6, 14), dice.between(0, 6)];
  const stepAt = dice.chance(style.drums.length === 0 ? 0.12 : 0.05) ? dice.between(12, 22) : Infinity;
  const ratio = dice.pick([0.8, 0.87, 1.15, 1.25]);
  return (time) => base * (1 + drift * Math.sin(phase + time / slow)) * (time > stepAt ? ratio : 1);
}

/** Lays the beats of `seconds` of a style. The music begins anywhere in a bar. */
export function layBeats(style: Style, seconds: number, dice: Dice): Timing {
  const bpm = tempoCurve(style, dice);
  const beats: number[] = [];
  for (let time = (-dice.roll() * style.beatsPerBar * 60) / bpm(0); time < seconds + 4; time += 60 / bpm(time)) beats.push(time);
  const swing = style.swing ? dice.between(...style.swing) : 0.5;
  return {
    beats,
    stepTime(step) {
      const beat = Math.floor(step / style.steps);
      const place = (step % style.steps) / style.steps;
      const gap = (beats[beat + 1] ?? Infinity) - beats[beat];
      const pair = style.steps % 2 === 0 ? 2 / style.steps : 1;
      const within = (place % pair) / pair;
      const swung = within === 0.5 && style.steps % 2 === 0 ? place + (swing - 0.5) * pair : place;
      return beats[beat] + swung * gap;
    },
  };
}
