import type { Rgb } from './hostTheme.js';

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance 0..1 (WCAG 2.2). */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast of two colours, 1..21 (WCAG 2.2). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** `amount` 0 gives `from`, 1 gives `to`. */
export function blend(from: Rgb, to: Rgb, amount: number): Rgb {
  return [0, 1, 2].map((channel) => Math.round(from[channel] + (to[channel] - from[channel]) * amount)) as unknown as Rgb;
}

/** `colour` moved towards `pole` just as far as it takes to stand out from every one of `grounds` by `least`. */
export function readable(colour: Rgb, grounds: readonly Rgb[], pole: Rgb, least: number): Rgb {
  for (let step = 0; step <= 20; step++) {
    const moved = blend(colour, pole, step / 20);
    if (grounds.every((ground) => contrast(moved, ground) >= least)) return moved;
  }
  return pole;
}
