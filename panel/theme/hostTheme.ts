import type { ReadableStore } from '../state/store.js';

export type Rgb = readonly [number, number, number];

/** What a host says of its looks. `background` 0..255, `fontSize` in CSS pixels. */
export interface HostTheme {
  readonly background: Rgb;
  readonly fontSize: number;
  readonly fontFamily: string;
}

/** Port: the looks of the host, followed live. */
export type ThemeSource = ReadableStore<HostTheme>;

/** The brightness steps After Effects offered over its versions, darkest to lightest. */
export const hostSteps: Readonly<Record<'darkest' | 'dark' | 'medium' | 'light', Rgb>> = {
  darkest: [29, 29, 29],
  dark: [50, 50, 50],
  medium: [83, 83, 83],
  light: [240, 240, 240],
};
