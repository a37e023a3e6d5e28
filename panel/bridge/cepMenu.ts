import { escapeMarkup } from '#core/text/escapeMarkup';
import type { CepObject } from './cep.js';
import type { MenuEntry, MenuPort } from './menuPort.js';

const menuClicked = 'com.adobe.csxs.events.flyoutMenuClicked';

/** The menu as CEP takes it. */
export function printFlyout(entries: readonly MenuEntry[]): string {
  const item = (entry: MenuEntry): string => {
    if (entry === 'line') return '<MenuItem Label="---" />';
    const { id, label, isEnabled = true, isOn } = entry;
    return `<MenuItem Id="${escapeMarkup(id)}" Label="${escapeMarkup(label)}" Enabled="${isEnabled}" Checked="${isOn ?? false}"/>`;
  };
  return `<Menu>${entries.map(item).join('')}</Menu>`;
}

/** CEP 11 gives the event's data as an object, other versions as its JSON text. */
function chosenId(data: unknown): string | undefined {
  const value = typeof data === 'string' ? (JSON.parse(data) as unknown) : data;
  return typeof value === 'object' && value !== null ? (value as { readonly menuId?: string }).menuId : undefined;
}

/** The flyout menu of the panel's tab in the host. */
export function cepMenu(cep: CepObject): MenuPort {
  let choose: (id: string) => void = () => undefined;
  cep.addEventListener(menuClicked, ({ data }) => {
    const id = chosenId(data);
    if (id !== undefined) choose(id);
  });
  return {
    show: (entries, onChoose) => {
      choose = onChoose;
      cep.invokeSync('setPanelFlyoutMenu', printFlyout(entries));
    },
  };
}
