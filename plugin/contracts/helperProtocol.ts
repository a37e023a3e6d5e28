import type { BeatGrid } from './beatGrid.js';
import type { CompanionKind, DepthFormat, DepthPassport } from './depthAsset.js';
import type { ModelRow } from './modelManifest.js';
import type { Picture } from './picture.js';
import type { JobEvent } from './progress.js';
import type { FrameIndex, FrameRange, FrameRate, Pixels, Seconds, Size, Unit } from './units.js';

/** Raised when a message changes its meaning; both sides refuse to talk across versions. */
export type ProtocolVersion = 1;

/** Ties the `job.event` notifications of a running request to it; chosen by the caller, unique per connection. */
export type JobToken = string;

export interface HelloParams {
  readonly protocol: number;
  /** The secret printed by `depthbeat serve`; not asked for on stdio, where only the parent can speak. */
  readonly token?: string;
}

export interface HelloResult {
  readonly protocol: ProtocolVersion;
  readonly version: string;
  readonly process: number;
}

export interface DepthEstimateParams {
  readonly job: JobToken;
  readonly clip: string;
  readonly outFolder: string;
  readonly model?: string;
  readonly frames?: FrameRange;
  readonly size?: 'native' | 'half' | Size;
  readonly provider?: string;
  /** Tiles along a side that the network sees of each picture besides the whole, 1 (none) to 4. */
  readonly tiles?: number;
  readonly format?: DepthFormat;
  readonly companions?: readonly CompanionKind[];
  /** Pixels of the clip by which what is near grows over what is behind it, 0 to 100. */
  readonly dilate?: number;
}

export interface MusicAnalyseParams {
  readonly job: JobToken;
  readonly source: string;
}

export interface ListedModel {
  readonly row: ModelRow;
  readonly isInstalled: boolean;
  readonly isDefault: boolean;
}

export interface ListedProvider {
  readonly name: string;
  readonly works: boolean;
  /** Time of one small picture, milliseconds; absent when it does not work. */
  readonly milliseconds?: number;
  /** Why it does not work, in the runtime's words. */
  readonly reason?: string;
}

/** What a file that the editor named holds. */
export interface MediaFacts {
  readonly size?: Size;
  readonly frameRate?: FrameRate;
  readonly frames?: number;
  readonly duration?: Seconds;
  readonly hasAudio: boolean;
}

/** Loudness of a sound over time. */
export interface SoundOverview {
  readonly duration: Seconds;
  readonly sampleRate: number;
  readonly pointsPerSecond: number;
  /** Smallest and largest sample of each point as signed bytes, base64. */
  readonly points: string;
}

export interface SoundPiece {
  readonly start: Seconds;
  readonly sampleRate: number;
  /** 16-bit samples, little endian, one channel, base64. */
  readonly samples: string;
}

/**
 * Method → parameters and result. JSON-RPC 2.0; a request that fails carries a `Failure` as the error's data. Cancelling a request
 * (`$/cancelRequest`) ends its job so that it can go on later. Frames never travel, paths do.
 */
export interface HelperRequests {
  readonly hello: { readonly params: HelloParams; readonly result: HelloResult };
  readonly 'depth.estimate': { readonly params: DepthEstimateParams; readonly result: DepthPassport };
  /**
   * Joins a numbered sequence (footage with `isSequence`, frames of a rendered proxy) into one movie, and gives its path: the clip to make a pass
   * of. `frameRate`: frames a second as the host says it. Waits for the whole of it; the same call again is quick.
   */
  readonly 'clip.join': { readonly params: { readonly first: string; readonly frameRate: number }; readonly result: { readonly path: string } };
  readonly 'music.analyse': { readonly params: MusicAnalyseParams; readonly result: BeatGrid };
  readonly 'models.list': { readonly params: Record<string, never>; readonly result: readonly ListedModel[] };
  readonly 'providers.list': { readonly params: Record<string, never>; readonly result: readonly ListedProvider[] };
  readonly 'media.describe': { readonly params: { readonly path: string }; readonly result: MediaFacts };
  /** Folder that a pass of this clip goes to when nobody says otherwise; `kind` is a part of its name (the model, `sample`). */
  readonly 'depth.folder': { readonly params: { readonly clip: string; readonly kind: string }; readonly result: { readonly folder: string } };
  readonly 'depth.passport': { readonly params: { readonly folder: string }; readonly result: DepthPassport };
  /** Path of the pass's report, a page to look at; `media.missing` where it has none. */
  readonly 'depth.report': { readonly params: { readonly folder: string }; readonly result: { readonly path: string } };
  /** Depth at a point of the picture, `x` and `y` from its top left corner. */
  readonly 'depth.at': { readonly params: { readonly folder: string; readonly frame: FrameIndex; readonly x: Unit; readonly y: Unit }; readonly result: { readonly depth: Unit } };
  /** Every `step`th frame of a clip from `first` on, small. */
  readonly 'pictures.clip': {
    readonly params: { readonly clip: string; readonly first: FrameIndex; readonly count: number; readonly step: number; readonly width: Pixels };
    readonly result: readonly Picture[];
  };
  /** The same of a depth pass, 8 bit, white = near; frames that are not written yet are left out. */
  readonly 'pictures.depth': {
    readonly params: { readonly folder: string; readonly first: FrameIndex; readonly count: number; readonly step: number; readonly width: Pixels };
    readonly result: readonly Picture[];
  };
  readonly 'sound.open': { readonly params: { readonly job: JobToken; readonly source: string }; readonly result: SoundOverview };
  readonly 'sound.piece': { readonly params: { readonly source: string; readonly start: Seconds; readonly seconds: Seconds }; readonly result: SoundPiece };
  /** Writes a host plan or a batch of them (JSON text) where the host can read it. */
  readonly 'plan.write': { readonly params: { readonly text: string }; readonly result: { readonly path: string } };
  /** Writes the ramp that recipes with a radial push need, beside a pass, in its picture's size. */
  readonly 'plan.ramp': { readonly params: { readonly folder: string; readonly size: Size }; readonly result: { readonly path: string } };
  /** An empty folder for the render of a layer that no file shows (`planProxy`), beside the project, or in the user's data folder while it was never saved. */
  readonly 'proxy.folder': {
    readonly params: { readonly project: string; readonly layer: string; readonly layerId: number };
    readonly result: { readonly folder: string };
  };
  /** Downloads a listed network; goes on where an earlier try stopped. */
  readonly 'models.fetch': { readonly params: { readonly job: JobToken; readonly id: string; readonly acceptLicence: boolean }; readonly result: { readonly path: string } };
  /** Takes a file of the user's into the model folder; `listedAs`: it is that network of the registry. */
  readonly 'models.add': { readonly params: { readonly path: string; readonly listedAs?: string }; readonly result: ModelRow };
  readonly 'models.remove': { readonly params: { readonly id: string }; readonly result: null };
  /** Keeps a text for the panel's next start. */
  readonly 'text.keep': { readonly params: { readonly name: string; readonly text: string }; readonly result: null };
  readonly 'text.recall': { readonly params: { readonly name: string }; readonly result: { readonly text?: string } };
  /** Asks the helper to end; it stops its jobs first. */
  readonly shutdown: { readonly params: Record<string, never>; readonly result: null };
}

export type HelperMethod = keyof HelperRequests;

/** Helper → panel. */
export interface HelperNotifications {
  readonly 'job.event': { readonly job: JobToken; readonly event: JobEvent };
}
