/** Red, green and blue, each 0..1. */
export type Colour = readonly [number, number, number];

interface ParameterWords {
  readonly name: string;
  /** Name of the control in the panel and of the slider in the host; ASCII. */
  readonly label: string;
  /** One sentence: what moving it does to the picture. */
  readonly sentence: string;
}

/** A number the editor sets; in the host it becomes a slider when a signal reads it. */
export interface NumberParameter extends ParameterWords {
  readonly kind: 'number';
  readonly unit: '%' | 'beats' | 'stops' | 'share' | 'times' | 'depth' | 'seconds';
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly default: number;
}

/** One of a few named ways, decided when the plan is made. */
export interface ChoiceParameter extends ParameterWords {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly default: string;
}

export interface ColourParameter extends ParameterWords {
  readonly kind: 'colour';
  readonly default: Colour;
}

export type Parameter = NumberParameter | ChoiceParameter | ColourParameter;
export type ParameterValue = number | string | Colour;
/** One value per parameter of a recipe, by name. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;
