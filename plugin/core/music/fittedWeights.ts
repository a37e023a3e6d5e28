/** Written by `npm run fit:beats`, fitted on practice music that the recipe plays itself and the shared set. Choice among ways to count: weight of each feature. */
export const hypothesisWeights = {
  tempoDistance: -1.555,
  betweenTotal: 1.02,
  onLow: 1.653,
  betweenLow: -0.07867,
  chordOn: 27.67,
  chordBetween: -16.6,
  alike2: -1.078,
  alike8: 1.922,
  pathScore: 70.39,
  shiftedByHalf: -1.75,
  sixteenthUpbeat: 0.5982,
  tripletUpbeat: 0.2855,
  regularity: 5.364,
  density: -0.8444,
} as const;

/** What makes a beat the first of its bar: weight of each kind of evidence. */
export const barWeights = {
  low: 0.991,
  body: -0.01353,
  attack: 0.8872,
  air: -1.522,
  chordHalf: -0.3197,
  chordOne: 1.608,
  chordTwo: 2.658,
} as const;

/** Log odds of a bar of so many beats before anything is heard, a beat. */
export const metreOdds = {
  2: 0.575,
  3: -0.5163,
  4: 0,
} as const;
