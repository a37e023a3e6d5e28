import type { Pixels, Seconds } from './units.js';

/** Why a layer's picture cannot be decoded from a file, so that the host has to render it first. */
export type ProxyReason = 'composition';

/**
 * What an editor should know although the pass is made from the file: effects that move pixels and masks are not in the depth.
 * Time remap, stretch, reversal, loops, parents and 3D need no word: the depth layer is a copy of the layer and follows them.
 */
export type LayerCaution = 'effects' | 'masks';

/** What the host says about the one selected layer. Times are composition seconds. */
export interface LayerSelection {
  readonly compositionId: number;
  readonly compositionName: string;
  /** Seconds a frame of the composition lasts. */
  readonly frameDuration: Seconds;
  /** Stable id since After Effects 22; 0 before. */
  readonly layerId: number;
  readonly layerName: string;
  readonly startTime: Seconds;
  readonly inPoint: Seconds;
  readonly outPoint: Seconds;
  /** Per cent; 200 = half speed, negative = reversed. */
  readonly stretch: number;
  readonly timeRemapped: boolean;
  readonly isStill: boolean;
  /** Path of the footage file (first file of a sequence); empty when there is none. */
  readonly sourcePath: string;
  readonly sourceFrameRate: number;
  readonly sourceDuration: Seconds;
  readonly width: Pixels;
  readonly height: Pixels;
  readonly pixelAspect: number;
  readonly hasAudio: boolean;
  /** Empty: the file itself can be decoded and shows what the layer shows. */
  readonly proxyReasons: readonly ProxyReason[];
  /** How often the footage plays, 1 = once. */
  readonly loops?: number;
  readonly cautions?: readonly LayerCaution[];
  /** Why no plan can be applied to this layer; absent when one can. */
  readonly trouble?: 'selection.unsupported' | 'selection.locked' | 'selection.missingFootage';
}

/** A layer that can be heard, as a source of music. */
export interface AudibleLayer {
  readonly layerId: number;
  readonly layerName: string;
  readonly sourcePath: string;
  /** Composition time at which the sound file starts: the music offset of a plan. */
  readonly startTime: Seconds;
  /** Per cent; a sound that is stretched does not keep the beats of its file. */
  readonly stretch: number;
}
