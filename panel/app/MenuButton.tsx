import { useEffect, useRef, useState } from 'react';
import type { MenuEntry } from '../bridge/menuPort.js';
import { Icon } from '../controls/Icon.js';
import { strings } from '../strings.js';

interface MenuButtonProps {
  readonly entries: readonly MenuEntry[];
  readonly choose: (id: string) => void;
}

/** Arrow keys walk through an open menu, Escape closes it. */
function walk(event: React.KeyboardEvent, close: () => void): void {
  if (event.key === 'Escape') return close();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[role^=menuitem]:not(:disabled)')];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(at + step + items.length) % items.length]?.focus();
}

/** The panel's menu where no host shows one. */
export function MenuButton({ entries, choose }: MenuButtonProps): React.JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    box.current?.querySelector<HTMLButtonElement>('[role^=menuitem]')?.focus();
    const onPointer = (event: PointerEvent): void => void (box.current?.contains(event.target as Node) || setOpen(false));
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [isOpen]);
  return (
    <div className="menu-box" ref={box} onKeyDown={(event) => isOpen && walk(event, close)}>
      <button ref={button} type="button" className="quiet" aria-label={strings.menu.title} title={strings.menu.title} aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><Icon name="menu" /></button>
      {isOpen && (
        <div className="menu" role="menu">
          {entries.map((entry, index) =>
            entry === 'line' ? <hr key={index} /> : (
              <button key={entry.id} type="button" role={entry.isOn === undefined ? 'menuitem' : 'menuitemcheckbox'} aria-checked={entry.isOn} disabled={entry.isEnabled === false} onClick={() => { close(); choose(entry.id); }}>
                <span className="menu-mark">{entry.isOn && <Icon name="check" />}</span>
                {entry.label}
              </button>
            ),
          )}
        </div>
      )}
    </div>
  );
}
