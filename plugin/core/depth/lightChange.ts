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

/** Shares of lumas that were asked for: each is compared with its neighbour on either side. */
const known = new WeakMap<Uint8Array, readonly number[]>();

/** Luma at `SHARES` of a picture's pixels. `luma`: 0..255; it is not to change after the first call. */
export function lumaShares(luma: Uint8Array): readonly number[] {
  const shares = known.get(luma) ?? countShares(luma);
  known.set(luma, shares);
  return shares;
}

function countShares(luma: Uint8Array): readonly number[] {
  const histogram = histogramOf(luma);
  let value = 0;
  let below = histogram[0]!;
  return SHARES.map((share) => {
    while (below < share * luma.length && value < 255) below += histogram[++value]!;
    return value;
  });
}

/** Counted in four tables, since in an even surface each count waits for the one before it. */
function histogramOf(luma: Uint8Array): Uint32Array {
  const counts = new Uint32Array(4 * 256);
  const count = (at: number): void => void (counts[at] = counts[at]! + 1);
  const fours = luma.length & ~3;
  for (let i = 0; i < fours; i += 4) {
    count(luma[i]!);
    count(256 | luma[i + 1]!);
    count(512 | luma[i + 2]!);
    count(768 | luma[i + 3]!);
  }
  for (let i = fours; i < luma.length; i++) count(luma[i]!);
  const histogram = counts.slice(0, 256);
  for (let i = 256; i < counts.length; i++) histogram[i & 255] = histogram[i & 255]! + counts[i]!;
  return histogram;
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
