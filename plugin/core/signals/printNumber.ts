/** A number as source text that reads back as the same double; a negative one is put in parentheses. */
export function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be printed as a number`);
  return value < 0 || Object.is(value, -0) ? `(${String(value)})` : String(value);
}
