import { blend, contrast, luminance, readable } from './contrast.js';
import type { HostTheme, Rgb } from './hostTheme.js';

/** Every colour the panel draws with, by the name of its CSS variable. */
export interface Palette {
  readonly ground: Rgb;
  /** Cards and bars. */
  readonly raised: Rgb;
  /** Fields, wells and canvases. */
  readonly sunken: Rgb;
  readonly hover: Rgb;
  readonly line: Rgb;
  /** Outline of controls; stands out by 3:1. */
  readonly edge: Rgb;
  readonly text: Rgb;
  readonly faint: Rgb;
  readonly accent: Rgb;
  /** The filled main button and the text on it. */
  readonly action: Rgb;
  readonly onAction: Rgb;
  readonly good: Rgb;
  readonly warn: Rgb;
  readonly bad: Rgb;
  /** The sound's outline. */
  readonly wave: Rgb;
  readonly kick: Rgb;
  readonly snare: Rgb;
  readonly hat: Rgb;
  readonly near: Rgb;
  readonly far: Rgb;
}

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
/** Contrast asked of text, and of what is not text (WCAG 2.2, AA). */
export const textContrast = 4.5;
export const shapeContrast = 3;

/** The palette for a host's background: dark hosts get light text, whatever step they are at. */
export function paletteFor(theme: HostTheme): Palette {
  const ground = theme.background;
  const isDark = contrast(ground, white) >= contrast(ground, black);
  const pole = isDark ? white : black;
  const away = isDark ? black : white;
  // A middle grey leaves text little room: there surfaces stay close together.
  const room = Math.min(1, Math.abs(luminance(ground) - 0.18) / 0.16 + 0.35);
  const raised = blend(ground, pole, 0.06 * room);
  const sunken = blend(ground, away, isDark ? 0.35 : 0.6);
  const hover = blend(ground, pole, 0.11 * room);
  const grounds = [ground, raised, sunken, hover];
  const word = (colour: Rgb): Rgb => readable(colour, grounds, pole, textContrast);
  const shape = (colour: Rgb): Rgb => readable(colour, grounds, pole, shapeContrast);
  return {
    ground, raised, sunken, hover,
    line: blend(ground, pole, 0.14),
    edge: shape(blend(ground, pole, 0.3)),
    text: word(blend(ground, pole, 0.85)),
    faint: word(blend(ground, pole, 0.55)),
    accent: word(isDark ? [75, 156, 245] : [13, 102, 208]),
    action: [13, 102, 208],
    onAction: white,
    good: word(isDark ? [76, 190, 130] : [18, 128, 92]),
    warn: word(isDark ? [237, 165, 62] : [176, 96, 0]),
    bad: word(isDark ? [247, 109, 116] : [201, 37, 45]),
    // It only ever lies on the sunken ground, and the beats have to stand out from it.
    wave: readable(isDark ? [62, 118, 132] : [104, 160, 176], [sunken], pole, shapeContrast),
    kick: shape(isDark ? [237, 110, 90] : [196, 60, 40]),
    snare: shape(isDark ? [240, 190, 80] : [168, 108, 0]),
    hat: shape(isDark ? [110, 200, 215] : [0, 122, 140]),
    near: shape(isDark ? [250, 200, 110] : [176, 96, 0]),
    far: shape(isDark ? [120, 160, 250] : [50, 90, 200]),
  };
}

/** CSS text of a colour. */
export const css = ([red, green, blue]: Rgb): string => `rgb(${red}, ${green}, ${blue})`;

/** CSS variables of a theme, by name. */
export function themeVariables(theme: HostTheme): Record<string, string> {
  const colours = Object.entries(paletteFor(theme)).map(([name, colour]) => [`--${name}`, css(colour as Rgb)]);
  return { ...Object.fromEntries(colours), '--font-size': `${Math.min(20, Math.max(9, theme.fontSize))}px`, '--font-family': theme.fontFamily };
}
