import { useMemo } from 'react';
import { useSession } from '../app/useSession.js';
import { useStore } from '../state/useStore.js';
import { css, paletteFor, type Palette } from './palette.js';

/** Colours as a canvas takes them, by the names of the palette. */
export type Colours = { readonly [Name in keyof Palette]: string };

/** The host's colours for drawing on a canvas. */
export function useColours(): Colours {
  const theme = useStore(useSession().ports.theme);
  return useMemo(() => Object.fromEntries(Object.entries(paletteFor(theme)).map(([name, colour]) => [name, css(colour)])) as unknown as Colours, [theme]);
}
