import { MOST_TILES } from '#core/depth/tileLayout';
import { boolean, integer, number, oneOf, optional, parseJsonWith, record, text } from '#core/parsing/parser';
import type { KeptValues } from './keptValues.js';
import { createStore, type Store } from './store.js';

export const viewNames = ['depth', 'music', 'recipe', 'models'] as const;
export type ViewName = (typeof viewNames)[number];

export const depthModes = ['frame', 'depth', 'colour', 'split'] as const;
export type DepthMode = (typeof depthModes)[number];

/** What one editor likes, kept between starts; no part of any document. */
export interface Preferences {
  readonly view: ViewName;
  /** Absent: the default of the registry. */
  readonly model?: string;
  readonly quality: 'native' | 'half';
  /** Tiles along a side; absent: none. */
  readonly tiles?: number;
  readonly importWhenDone: boolean;
  /** How the depth view shows a pass. */
  readonly depthMode?: DepthMode;
  readonly volume: number;
  readonly click: boolean;
  readonly version: number;
}

export const defaultPreferences: Preferences = { view: 'depth', quality: 'native', importWhenDone: true, volume: 0.8, click: true, version: 1 };

const parser = record({
  view: oneOf(...viewNames),
  model: optional(text(4096)),
  quality: oneOf('native', 'half'),
  tiles: optional(integer(1, MOST_TILES)),
  importWhenDone: boolean,
  depthMode: optional(oneOf(...depthModes)),
  volume: number(0, 1),
  click: boolean,
  version: integer(1, 1),
});

/** Preferences as they were left; what cannot be read is the default. Every change is kept at once. */
export function openPreferences(kept: KeptValues): Store<Preferences> {
  const before = kept.read('preferences');
  const parsed = before === undefined ? undefined : parseJsonWith(parser, before, 'preferences');
  const store = createStore<Preferences>(parsed?.ok ? parsed.value : defaultPreferences);
  store.subscribe(() => kept.write('preferences', JSON.stringify(store.get())));
  return store;
}
