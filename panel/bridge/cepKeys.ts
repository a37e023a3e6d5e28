import type { CepObject } from './cep.js';

/** Keys by their DOM names, with the codes that CEP asks for: Windows virtual keys, and macOS' own. */
const codes = {
  Tab: { win32: 9, darwin: 48 },
  Enter: { win32: 13, darwin: 36 },
  Escape: { win32: 27, darwin: 53 },
  ArrowLeft: { win32: 37, darwin: 123 },
  ArrowUp: { win32: 38, darwin: 126 },
  ArrowRight: { win32: 39, darwin: 124 },
  ArrowDown: { win32: 40, darwin: 125 },
  ' ': { win32: 32, darwin: 49 },
  Delete: { win32: 46, darwin: 117 },
  Backspace: { win32: 8, darwin: 51 },
  ',': { win32: 188, darwin: 43 },
  '.': { win32: 190, darwin: 47 },
  '1': { win32: 49, darwin: 18 },
  a: { win32: 65, darwin: 0 },
  d: { win32: 68, darwin: 2 },
  h: { win32: 72, darwin: 4 },
  t: { win32: 84, darwin: 17 },
  z: { win32: 90, darwin: 6 },
  '=': { win32: 187, darwin: 24 },
  '-': { win32: 189, darwin: 27 },
} as const;

type KeyName = keyof typeof codes;

const always: readonly KeyName[] = ['Tab', 'Enter', 'Escape', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'];
const music: readonly KeyName[] = [' ', 'Delete', 'Backspace', ',', '.', '1', 'a', 'd', 'h', 't', '=', '-'];

/** The claim as CEP takes it. Undo is claimed for the music view alone: elsewhere Ctrl+Z belongs to the project. */
export function printKeyClaim(place: 'panel' | 'keyboard' | 'music', system: string): string {
  const on = system === 'darwin' ? 'darwin' : 'win32';
  const plain = place === 'music' ? [...always, ...music] : place === 'keyboard' ? [...always, ' ' as const] : always;
  const command = on === 'darwin' ? { metaKey: true } : { ctrlKey: true };
  const undo = place === 'music' ? [{ keyCode: codes.z[on], ...command }, { keyCode: codes.z[on], ...command, shiftKey: true }] : [];
  return JSON.stringify([...plain.map((name) => ({ keyCode: codes[name][on] })), { keyCode: codes.Tab[on], shiftKey: true }, ...undo]);
}

/**
 * Keys go to the host unless a panel claims them. Claimed: what a panel is walked through with, Space where the keyboard has led to a
 * control, and the one-key repairs while the music view is being worked in.
 */
export function claimCepKeys(cep: CepObject, system: string): void {
  let last = '';
  const claim = (): void => {
    const focused = document.activeElement;
    const place = focused?.closest('[data-keys="music"]') ? 'music' : focused?.matches(':focus-visible') ? 'keyboard' : 'panel';
    const text = printKeyClaim(place, system);
    if (text === last) return;
    last = text;
    cep.registerKeyEventsInterest(text);
  };
  document.addEventListener('focusin', claim);
  document.addEventListener('focusout', () => setTimeout(claim));
  claim();
}
