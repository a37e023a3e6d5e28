import type { Placement } from '#contracts/hostPlan';
import type { LayerSelection } from '#contracts/layerSelection';
import type { FrameIndex, Seconds } from '#contracts/units';
import { keyOf, needsClip, needsRender, type PreparedClips } from '../state/preparedClips.js';
import { fileName } from './formatTime.js';

/** A layer with the clip that the panel works on in its place. */
export interface WorkedLayer extends LayerSelection {
  /** File that depth is made of; for a layer that has to be rendered first and was not yet, its key. */
  readonly clip: string;
  /** What the editor knows it by: the file's name, or the layer's where no file shows it. */
  readonly label: string;
  /** Where the first frame of the clip stands; absent: at the first frame of the layer's footage. */
  readonly placement?: Placement;
  /** Composition time of the clip's first frame. */
  readonly clipStart: Seconds;
}

function clipStartOf({ startTime, stretch }: LayerSelection, placement: Placement | undefined): Seconds {
  if (!placement) return startTime;
  return placement.clock === 'composition' ? placement.start : startTime + (placement.start * stretch) / 100;
}

export function workedLayer(layer: LayerSelection, project: string, prepared: PreparedClips): WorkedLayer {
  const key = keyOf(layer, project);
  const made = needsClip(layer) ? prepared.get(key) : undefined;
  const placement = made?.placement;
  return { ...layer, clip: made?.clip ?? key, label: needsRender(layer) ? layer.layerName : fileName(layer.sourcePath), clipStart: clipStartOf(layer, placement), ...(placement ? { placement } : {}) };
}

/** Composition time in the middle of what the layer shows: what an editor would look at first. */
export const middleTime = ({ inPoint, outPoint }: LayerSelection): Seconds => (inPoint + outPoint) / 2;

/** The frame of the clip there. */
export function middleFrame(layer: WorkedLayer): FrameIndex {
  const { stretch, sourceFrameRate, sourceDuration, isStill, placement, clipStart, frameDuration } = layer;
  const middle = middleTime(layer) - clipStart;
  if (placement?.clock === 'composition') return Math.max(0, Math.floor(middle / frameDuration + 1e-6));
  if (isStill || sourceFrameRate <= 0) return 0;
  const inside = Math.min(Math.max(0, middle / (stretch === 0 ? 1 : stretch / 100)), Math.max(0, sourceDuration - 1 / sourceFrameRate));
  return Math.floor(inside * sourceFrameRate + 1e-6);
}

/** Names the layer in a plan where the host knows layers by number (After Effects 22 and later). */
export const targetOf = ({ layerId }: LayerSelection): { readonly layerId?: number } => (layerId > 0 ? { layerId } : {});
