import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { ParameterValues } from '#contracts/parameter';
import type { Report } from '#contracts/progress';
import type { Seconds } from '#contracts/units';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { plainLook, type PreviewLook } from '#core/preview/applySlots';
import { renderPreview } from '#helper/jobs/renderPreview';
import type { RecipeChoice } from './recipeChoice.js';

export interface PreviewRequest extends RecipeChoice {
  readonly clip: string;
  readonly depth: string;
  readonly music: string;
  readonly passport: DepthPassport;
  readonly grid: BeatGrid;
  readonly musicOffset: Seconds;
  readonly out: string;
  readonly sheet?: string;
}

/** The look of the preview as the rig of a host reads it: a recipe's colour parameter is the colour of its fog. */
function lookOf(values: ParameterValues): PreviewLook {
  const colour = values['colour'];
  return typeof colour === 'object' ? { ...plainLook, fogColour: colour } : plainLook;
}

/** Renders a recipe over a clip: the same evaluation that the host's expressions give, drawn frame by frame. */
export function previewRecipe(request: PreviewRequest, report: Report, signal: AbortSignal) {
  const { recipe, values, grid, passport, musicOffset } = request;
  const slotsAt = evaluateRecipe({ recipe, values, grid, passport, musicOffset });
  const { clip, depth, music, out, sheet } = request;
  return renderPreview({ clip, depthFolder: depth, music, musicOffset, beats: grid.beats, slotsAt, look: lookOf(values), title: recipe.title, out, sheet }, report, signal);
}
