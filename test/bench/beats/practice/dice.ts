/** Random choices that come out alike on every machine. */
export interface Dice {
  /** 0 ≤ value < 1. */
  roll(): number;
  between(low: number, high: number): number;
  /** About normal, mean 0, standard deviation 1. */
  bell(): number;
  chance(part: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

/** Lehmer generator (Park and Miller 1988, modulus 2^31 - 1, multiplier 48271). `seed` is an integer from 1 up. */
export function makeDice(seed: number): Dice {
  let state = ((seed * 69621) % 2147483646) + 1;
  const roll = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let i = 0; i < 8; i++) roll();
  return {
    roll,
    between: (low, high) => low + (high - low) * roll(),
    bell: () => roll() + roll() + roll() + roll() - 2 + (roll() + roll() - 1) * 0.816,
    chance: (part) => roll() < part,
    pick: (choices) => choices[Math.floor(roll() * choices.length)],
  };
}
