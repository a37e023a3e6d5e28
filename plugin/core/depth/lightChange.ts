/** luma ↦ gain × luma + offset: how the light of a whole picture changed. */
export interface LightChange {
  readonly gain: number;
  readonly offset: number;
}

export const sameLight: LightChange = { gain: 1, offset: 0 };

/** Shares of the pixels whose luma is compared. */
const SHARES = [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95];
/** Change of the median size over the shares under which the light counts as the same, of 255: movement and grain do that. */
const LEAST = 3;
/** Largest part of the change that one straight line may leave unexplained: something else than light changed the picture. */
const MOST_REST = 0.25;

/** Luma at `SHARES` of a picture's pixels, found in one pass. `luma`: 0..255. */
export function lumaShares(luma: Uint8Array): readonly number[] {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < luma.length; i++) histogram[luma[i]!] = histogram[luma[i]!]! + 1;
  let value = 0;
  let below = histogram[0]!;
  return SHARES.map((share) => {
    while (below < share * luma.length && value < 255) below += histogram[++value]!;
    return value;
  });
}

/**
 * The light's change between two neighbouring pictures of a shot, from their lumas' shares: a fade, a flash, a lamp. Where the shares do not
 * lie on one line, or hardly moved, the light is the same. Works on shares, so movement inside the picture does not count.
 */
export function lightChange(before: readonly number[], now: readonly number[]): LightChange {
  const sizes = before.map((value, i) => Math.abs(now[i]! - value)).sort((a, b) => a - b);
  if (sizes[sizes.length >> 1]! < LEAST) return sameLight;
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [from, to] = [mean(before), mean(now)];
  const spread = before.reduce((sum, value) => sum + (value - from) ** 2, 0);
  const gain = spread > 0 ? before.reduce((sum, value, i) => sum + (value - from) * (now[i]! - to), 0) / spread : 1;
  if (!(gain > 0.02 && gain < 50)) return sameLight;
  const offset = to - gain * from;
  const rest = mean(before.map((value, i) => Math.abs(gain * value + offset - now[i]!)));
  return rest <= MOST_REST * mean(sizes) ? { gain, offset } : sameLight;
}
