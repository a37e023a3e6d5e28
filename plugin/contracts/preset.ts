import type { ParameterValues } from './parameter.js';

/** A recipe with its values set, as a file to keep and share. Values that are absent take the recipe's default. */
export interface Preset {
  readonly schema: 'depthbeat.preset';
  readonly version: 1;
  readonly name: string;
  readonly recipe: string;
  readonly values: ParameterValues;
}
