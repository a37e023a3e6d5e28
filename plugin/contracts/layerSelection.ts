import type { Pixels, Seconds } from './units.js';

/**
 * Why a layer's picture is not that of a file, so that the host has to render it first (`renderProxy`): it is a composition, or it has
 * effects that may move pixels. Effects that only change colour, sharpness or alpha do not count.
 */
export type ProxyReason = 'composition' | 'effects';

/**
 * What an editor should know although a pass can be made. Masks: depth is made of the whole picture, fog and shade keep to the masks.
 * Track matte: fog and shade do not keep to it. Collapsed: a composition with collapsed transformations is rendered as it is by itself.
 * Time remap, stretch, reversal, loops, parents and 3D need no word: the depth layer is a copy of the layer and follows them.
 */
export type LayerCaution = 'masks' | 'trackMatte' | 'collapsed';

/** What the host says about a selected layer; of a layer that Depthbeat made it is the layer it was made for. Times are composition seconds. */
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
  /** Numbered picture files; `sourcePath` is the first of them. */
  readonly isSequence: boolean;
  /** Path of the footage file (first file of a sequence); empty when there is none. */
  readonly sourcePath: string;
  readonly sourceFrameRate: number;
  readonly sourceDuration: Seconds;
  readonly width: Pixels;
  readonly height: Pixels;
  readonly pixelAspect: number;
  readonly hasAudio: boolean;
  /** Empty: the file can be decoded and shows what the layer shows. */
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
