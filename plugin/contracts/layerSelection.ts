import type { Pixels, Seconds } from './units.js';

/** Why a layer's footage cannot be decoded from its file, so that the host has to render it. */
export type ProxyReason = 'composition' | 'effects' | 'masks' | 'timeRemap' | 'solid' | 'text' | 'loop';

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
}
