import { useId } from 'react';
import { NumberField } from './NumberField.js';

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

/** A slider with its number, which can be typed too. */
export function Slider({ unit, hint, ...number }: SliderProps): React.JSX.Element {
  const { name, value, minimum, maximum, step, onChange } = number;
  const id = useId();
  return (
    <div className="slider" title={hint}>
      <label className="slider-name" htmlFor={id}>{name}</label>
      <span className="slider-value">
        <NumberField {...number} isNameShown={false} />
        {unit && <span className="faint">{unit}</span>}
      </span>
      <input id={id} type="range" min={minimum} max={maximum} step={step} value={value} onChange={({ target }) => onChange(Number(target.value))} />
    </div>
  );
}
