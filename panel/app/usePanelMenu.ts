import { useEffect } from 'react';
import type { MenuEntry } from '../bridge/menuPort.js';
import { defaultPreferences } from '../state/preferences.js';
import { useStore } from '../state/useStore.js';
import { strings } from '../strings.js';
import type { Session } from './session.js';

const words = strings.menu;

/** What the panel's menu offers, and what each entry does. */
export function menuOf(session: Session): { readonly entries: readonly MenuEntry[]; readonly choose: (id: string) => void } {
  const { preferences, ports } = session;
  const { importWhenDone } = preferences.get();
  const state = ports.helper.state.get();
  const version = state.kind === 'ready' ? strings.helper.ready(state.hello.version) : strings.helper.failed;
  const actions: Readonly<Record<string, () => void>> = {
    import: () => preferences.update((now) => ({ ...now, importWhenDone: !now.importWhenDone })),
    log: () => session.isLogOpen.set(true),
    restart: () => ports.helper.restart(),
    defaults: () => preferences.update(({ view }) => ({ ...defaultPreferences, view })),
  };
  const entries: readonly MenuEntry[] = [
    { id: 'import', label: strings.generate.importWhenDone, isOn: importWhenDone },
    'line',
    { id: 'log', label: words.log },
    { id: 'restart', label: words.restart, isEnabled: state.kind === 'failed' },
    { id: 'defaults', label: words.defaults },
    'line',
    { id: 'version', label: version, isEnabled: false },
  ];
  return { entries, choose: (id) => actions[id]?.() };
}

/** Gives the host's menu its entries, again whenever one of them changes. */
export function usePanelMenu(session: Session): ReturnType<typeof menuOf> {
  const { menu } = session.ports;
  useStore(session.preferences);
  const { kind } = useStore(session.ports.helper.state);
  const made = menuOf(session);
  const text = JSON.stringify(made.entries);
  useEffect(() => menu?.show(made.entries, made.choose), [menu, text, kind]);
  return made;
}
