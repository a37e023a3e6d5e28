import { ditherTo8 } from './dither.js';

/** Start hue, turns of hue from black to white, and saturation: the published default but for the saturation (chosen: steps are told apart). */
const START = 0.5;
const TURNS = -1.5;
const SATURATION = 1.2;

/**
 * Colours of a depth value, red, green, blue 0..1: cubehelix (Green 2011, Bull. Astr. Soc. India 39, 289), whose perceived brightness rises
 * evenly with the value, so that near stays bright when the colour is taken away.
 */
export function cubehelix(value: number): readonly [number, number, number] {
  const angle = 2 * Math.PI * (START / 3 + 1 + TURNS * value);
  const amplitude = (SATURATION * value * (1 - value)) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const clamp = (colour: number): number => Math.min(1, Math.max(0, colour));
  return [clamp(value + amplitude * (1.78277 * sin - 0.14861 * cos)), clamp(value - amplitude * (0.29227 * cos + 0.90649 * sin)), clamp(value + amplitude * 1.97294 * cos)];
}

const STEPS = 4095;
const table = Float32Array.from({ length: 3 * (STEPS + 1) }, (_, i) => cubehelix(Math.floor(i / 3) / STEPS)[i % 3]!);

/** One row of depth (0 far..1 near) as 8-bit RGB, dithered. */
export function falseColourRow(row: Float32Array, y: number, out: Uint8Array): void {
  for (let x = 0; x < row.length; x++) {
    const entry = 3 * Math.round(row[x]! * STEPS);
    for (let c = 0; c < 3; c++) out[3 * x + c] = ditherTo8(table[entry + c]!, x, y);
  }
}
