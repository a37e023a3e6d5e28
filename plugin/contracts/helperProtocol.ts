import type { BeatGrid } from './beatGrid.js';
import type { DepthPassport } from './depthAsset.js';
import type { ModelRow } from './modelManifest.js';
import type { JobEvent } from './progress.js';
import type { FrameRange, Size } from './units.js';

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

/**
 * Method → parameters and result. JSON-RPC 2.0; a request that fails carries a `Failure` as the error's data. Cancelling a request
 * (`$/cancelRequest`) ends its job so that it can go on later. Frames never travel, paths do.
 */
export interface HelperRequests {
  readonly hello: { readonly params: HelloParams; readonly result: HelloResult };
  readonly 'depth.estimate': { readonly params: DepthEstimateParams; readonly result: DepthPassport };
  readonly 'music.analyse': { readonly params: MusicAnalyseParams; readonly result: BeatGrid };
  readonly 'models.list': { readonly params: Record<string, never>; readonly result: readonly ListedModel[] };
  readonly 'providers.list': { readonly params: Record<string, never>; readonly result: readonly ListedProvider[] };
  /** Asks the helper to end; it stops its jobs first. */
  readonly shutdown: { readonly params: Record<string, never>; readonly result: null };
}

export type HelperMethod = keyof HelperRequests;

/** Helper → panel. */
export interface HelperNotifications {
  readonly 'job.event': { readonly job: JobToken; readonly event: JobEvent };
}
