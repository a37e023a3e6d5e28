import type { Colour, ParameterValues } from '#contracts/parameter';

/** What a recipe says once for a whole clip, beside its slots. */
export interface PreviewLook {
  /** sRGB, 0..1 each. */
  readonly fogColour: Colour;
}

/** The look where a recipe says nothing: the fog of the host's rig. */
export const plainLook: PreviewLook = { fogColour: [0.78, 0.82, 0.88] };

/** The look of a recipe's values, read as the host's rig reads them: a parameter named `colour` is the colour of the fog. */
export function previewLook(values: ParameterValues): PreviewLook {
  const colour = values['colour'];
  return typeof colour === 'object' ? { ...plainLook, fogColour: colour } : plainLook;
}
