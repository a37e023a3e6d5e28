import type { ChoiceParameter, Colour, ColourParameter, NumberParameter, Parameter, ParameterValue } from '#contracts/parameter';
import { strings } from '../strings.js';
import { Slider } from './Slider.js';

interface ControlProps<Kind extends Parameter> {
  readonly parameter: Kind;
  readonly value: ParameterValue;
  readonly onChange: (value: ParameterValue) => void;
}

const toHex = (colour: Colour): string => `#${colour.map((part) => Math.round(part * 255).toString(16).padStart(2, '0')).join('')}`;
const fromHex = (hex: string): Colour => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as unknown as Colour;

function NumberControl({ parameter, value, onChange }: ControlProps<NumberParameter>): React.JSX.Element {
  const { label, sentence, minimum, maximum, step, unit } = parameter;
  return <Slider name={label} value={Number(value)} minimum={minimum} maximum={maximum} step={step} unit={strings.units[unit]} hint={sentence} onChange={onChange} />;
}

function ChoiceControl({ parameter, value, onChange }: ControlProps<ChoiceParameter>): React.JSX.Element {
  return (
    <label className="slider" title={parameter.sentence}>
      <span className="slider-name">{parameter.label}</span>
      <select value={String(value)} onChange={({ target }) => onChange(target.value)}>
        {parameter.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </label>
  );
}

function ColourControl({ parameter, value, onChange }: ControlProps<ColourParameter>): React.JSX.Element {
  return (
    <label className="slider" title={parameter.sentence}>
      <span className="slider-name">{parameter.label}</span>
      <input type="color" value={toHex(typeof value === 'object' ? value : parameter.default)} onChange={({ target }) => onChange(fromHex(target.value))} />
    </label>
  );
}

/** The input for a parameter, made from its declaration alone. */
export function ParameterControl({ parameter, value, onChange }: ControlProps<Parameter>): React.JSX.Element {
  switch (parameter.kind) {
    case 'number':
      return <NumberControl parameter={parameter} value={value} onChange={onChange} />;
    case 'choice':
      return <ChoiceControl parameter={parameter} value={value} onChange={onChange} />;
    case 'colour':
      return <ColourControl parameter={parameter} value={value} onChange={onChange} />;
  }
}
