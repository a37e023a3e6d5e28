/** NumPy's and Python's rounding: halves go to the even neighbour. The reference code rounds network sizes with it. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
