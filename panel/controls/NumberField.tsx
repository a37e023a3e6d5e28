import { useState } from 'react';

interface NumberFieldProps {
  readonly name: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** False: the name is said elsewhere and only read to screen readers here. */
  readonly isNameShown?: boolean;
  readonly onChange: (value: number) => void;
}

/** Typed text becomes a value when it is one, kept inside the range and on the steps. */
export function readNumber(text: string, { minimum, maximum, step }: Pick<NumberFieldProps, 'minimum' | 'maximum' | 'step'>): number | undefined {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) return undefined;
  const stepped = Math.round(value / step) * step;
  return Number(Math.min(maximum, Math.max(minimum, stepped)).toFixed(6));
}

/** A number as hosts show it: coloured, typed over, taken with Enter or on leaving, moved by a step with the arrow keys. */
export function NumberField(props: NumberFieldProps): React.JSX.Element {
  const { name, value, step, isNameShown = true, onChange } = props;
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const take = (text: string | undefined): void => {
    const read = text === undefined ? undefined : readNumber(text, props);
    setTyped(undefined);
    if (read !== undefined && read !== value) onChange(read);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') take(typed);
    if (event.key === 'Escape') setTyped(undefined);
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    take(String(value + direction * step * (event.shiftKey ? 10 : 1)));
  };
  const field = <input type="text" className="number number-field" inputMode="decimal" aria-label={name} value={typed ?? String(Number(value.toFixed(4)))} onChange={({ target }) => setTyped(target.value)} onBlur={() => take(typed)} onKeyDown={onKeyDown} />;
  return isNameShown ? <label className="field field-fit"><span className="field-name">{name}</span>{field}</label> : field;
}
