/** An entry of the panel's own menu. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly isEnabled?: boolean;
  /** Present: the entry is a switch. */
  readonly isOn?: boolean;
}

/** `line`: a rule between groups. */
export type MenuEntry = MenuItem | 'line';

/** Port: the menu that a host shows at the corner of a panel. */
export interface MenuPort {
  /** Shows these entries from now on, in place of the ones before. */
  show(entries: readonly MenuEntry[], onChoose: (id: string) => void): void;
}
