import type { Placement } from '#contracts/hostPlan';
import type { LayerSelection } from '#contracts/layerSelection';
import { list, number, oneOf, optional, parseJsonWith, record, text } from '#core/parsing/parser';
import type { KeptValues } from './keptValues.js';

/** A clip that was made for a layer whose picture is not that of one file. */
export interface PreparedClip {
  readonly clip: string;
  /** Where its first frame stands; absent: at the first frame of the layer's footage. */
  readonly placement?: Placement;
}

/** Clips remembered; the oldest are forgotten. */
const most = 100;

const parser = list(record({ key: text(40_000), clip: text(32_768), placement: optional(record({ clock: oneOf('composition', 'source'), start: number() })) }), most);

/** True for a layer that the helper cannot read from one file: a composition, moving effects, numbered pictures. */
export const needsClip = ({ proxyReasons, isSequence }: LayerSelection): boolean => proxyReasons.length > 0 || isSequence;
/** True where the host has to render the layer. */
export const needsRender = ({ proxyReasons }: LayerSelection): boolean => proxyReasons.length > 0;

/** Names the picture of a layer: its file, or for what no file shows the layer itself. */
export function keyOf(layer: LayerSelection, project: string): string {
  if (!needsRender(layer)) return layer.sourcePath;
  return `${project}\n${layer.compositionId}\n${layer.layerId}`;
}

/** The clips that were made for layers, kept between starts. */
export class PreparedClips {
  constructor(private readonly kept: KeptValues) {}

  private read(): readonly (PreparedClip & { readonly key: string })[] {
    const parsed = parseJsonWith(parser, this.kept.read('clips') ?? '[]', 'clips');
    return parsed.ok ? parsed.value : [];
  }

  get(key: string): PreparedClip | undefined {
    return this.read().find((one) => one.key === key);
  }

  /** Where the first frame of a clip stands, if one was made that way. */
  placementOf(clip: string): Placement | undefined {
    return this.read().find((one) => one.clip === clip)?.placement;
  }

  remember(key: string, prepared: PreparedClip): void {
    const rest = this.read().filter((one) => one.key !== key);
    this.kept.write('clips', JSON.stringify([{ key, ...prepared }, ...rest].slice(0, most)));
  }
}
