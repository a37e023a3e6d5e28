import { useId, useState } from 'react';

interface SliderProps {
  readonly name: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly unit?: string;
  readonly hint?: string;
  readonly onChange: (value: number) => void;
}

/** Typed text becomes a value when it is one, kept inside the range and on the steps. */
function readNumber(text: string, { minimum, maximum, step }: SliderProps): number | undefined {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) return undefined;
  const stepped = Math.round(value / step) * step;
  return Number(Math.min(maximum, Math.max(minimum, stepped)).toFixed(6));
}

/** A slider with its number, which can be typed too. */
export function Slider(props: SliderProps): React.JSX.Element {
  const { name, value, minimum, maximum, step, unit, hint, onChange } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const commit = (): void => {
    const read = typed === undefined ? undefined : readNumber(typed, props);
    if (read !== undefined) onChange(read);
    setTyped(undefined);
  };
  return (
    <div className="slider" title={hint}>
      <label className="slider-name" htmlFor={id}>{name}</label>
      <span className="slider-value">
        <input
          type="text"
          className="number"
          inputMode="decimal"
          aria-label={name}
          value={typed ?? String(Number(value.toFixed(4)))}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
        {unit && <span className="faint">{unit}</span>}
      </span>
      <input id={id} type="range" min={minimum} max={maximum} step={step} value={value} onChange={({ target }) => onChange(Number(target.value))} />
    </div>
  );
}
