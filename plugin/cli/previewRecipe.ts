import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import type { Seconds } from '#contracts/units';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { previewLook } from '#core/preview/previewLook';
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

/** Renders a recipe over a clip: the same evaluation that the host's expressions give, drawn frame by frame. */
export async function previewRecipe(request: PreviewRequest, report: Report, signal: AbortSignal) {
  const { recipe, values, grid, passport, musicOffset } = request;
  const slotsAt = evaluateRecipe({ recipe, values, grid, passport, musicOffset });
  const { clip, depth, music, out, sheet } = request;
  const { renderPreview } = await import('#helper/jobs/renderPreview');
  return renderPreview({ clip, depthFolder: depth, music, musicOffset, beats: grid.beats, slotsAt, look: previewLook(values), title: recipe.title, out, sheet }, report, signal);
}
