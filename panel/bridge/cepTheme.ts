import { createStore } from '../state/store.js';
import type { HostTheme, ThemeSource } from '../theme/hostTheme.js';
import { readEnvironment, type CepObject } from './cep.js';

const themeChanged = 'com.adobe.csxs.events.ThemeColorChanged';

/** Only letters, digits, spaces, commas and hyphens: it becomes CSS. */
const safeFont = (name: string): string => (/^[\w\s,.-]{1,100}$/.test(name) ? `${name}, system-ui, sans-serif` : 'system-ui, sans-serif');

export function readTheme(cep: CepObject): HostTheme {
  const { appSkinInfo: skin } = readEnvironment(cep);
  const { red, green, blue } = skin.panelBackgroundColor.color;
  return { background: [red, green, blue].map((part) => Math.round(Math.min(255, Math.max(0, part)))) as unknown as HostTheme['background'], fontSize: skin.baseFontSize || 12, fontFamily: safeFont(skin.baseFontFamily) };
}

/** The host's colours and font size, read again whenever the host says that they changed. */
export function cepTheme(cep: CepObject): ThemeSource {
  const store = createStore(readTheme(cep));
  cep.addEventListener(themeChanged, () => store.set(readTheme(cep)));
  return store;
}
