import type { FailureCode } from './failure.js';
import type { HostCapabilities } from './hostCapabilities.js';
import type { OperationId, Placement } from './hostPlan.js';
import type { Seconds } from './units.js';
import type { AudibleLayer, LayerSelection } from './layerSelection.js';

/** What was worth telling while a plan was carried out. */
export interface HostWarning {
  readonly code: 'project.eightBit' | 'project.colourManaged' | 'footage.framesMissing' | 'expression.disabled' | 'plan.leftover';
  readonly message: string;
}

/** What a `renderProxy` step wrote: the clip to make a depth pass of. Give `placement` to `planRecipe` with that pass. */
export interface RenderedProxy {
  readonly operation: OperationId;
  /** The file, or the first one of a numbered sequence, absolute. */
  readonly path: string;
  readonly sequence: boolean;
  readonly frameCount: number;
  /** Frames a second as the host says it. */
  readonly frameRate: number;
  readonly placement: Placement;
}

export interface AppliedPlan {
  readonly plan: string;
  /** Names of the layers it was applied to, joined by commas. */
  readonly layer: string;
  /** How many steps were carried out. */
  readonly created: number;
  /** True when an earlier application of the same plan was replaced. */
  readonly replaced: boolean;
  readonly warnings: readonly HostWarning[];
  /** What `renderProxy` steps wrote, one for each layer. */
  readonly proxies: readonly RenderedProxy[];
}

export interface RemovedPlan {
  /** Layers and effects that went. */
  readonly removed: number;
  readonly warnings: readonly HostWarning[];
}

export interface SelectionReport {
  readonly capabilities: HostCapabilities;
  readonly layers: readonly LayerSelection[];
  /** Layers of the composition that can be heard, from the top; their sound may come from a file of its own. */
  readonly audible?: readonly AudibleLayer[];
  readonly compositionName?: string;
  /** Path of the project file; empty while it was never saved. */
  readonly projectPath?: string;
}

/**
 * Something both an editor and the new plan changed; the editor's version stands. `slider`: its name, or that of a baked property, or
 * `Markers`. `time` in composition seconds, 0 for a value without keys.
 */
export interface ResyncConflict {
  readonly slider: string;
  readonly time: Seconds;
}

export interface ResyncedPlan {
  readonly plan: string;
  /** Names of the layers that have the recipe, joined by commas; empty when none of those asked for has it. */
  layer: string;
  /** How many keys, values and markers are as an editor wants them. */
  kept: number;
  readonly conflicts: readonly ResyncConflict[];
  readonly warnings: readonly HostWarning[];
}

/** Beats as they lie in the composition. `beat` and `setTime`: number and time the plan gave the marker, -1 for a marker of the editor's own. */
export interface HostGridReading {
  readonly plan: string;
  readonly markers: readonly { readonly time: Seconds; readonly comment: string; readonly beat: number; readonly setTime: Seconds }[];
  /** Keys of the slider that moves the picture, as they lie; none for a recipe without beats. */
  readonly keys: readonly { readonly time: Seconds; readonly value: number }[];
  /** Times at which the plan set its keys, rising. */
  readonly setKeys: readonly Seconds[];
}

export interface BakedPlan {
  readonly plan: string;
  /** Properties that were turned, and keys that were set. */
  readonly properties: number;
  readonly keys: number;
}

/** Calls the panel makes; each takes one path of a plan file or one id, as one argument. */
export interface HostCalls {
  describeSelection: { params: ''; result: SelectionReport };
  applyPlan: { params: string; result: AppliedPlan };
  /** Path of a file with a `HostPlanBatch`; one answer for each plan, in its order. */
  applyPlans: { params: string; result: readonly AppliedPlan[] };
  /** Plan id, or '' for every plan on the selected layers (all layers when none is selected). */
  removePlan: { params: string; result: RemovedPlan };
  /** Path of a plan file with the id of one that was applied. */
  resync: { params: string; result: ResyncedPlan };
  /** Path of a file with a `HostPlanBatch`; one answer for each plan, in its order. */
  resyncPlans: { params: string; result: readonly ResyncedPlan[] };
  /** Plan id, as in `removePlan`; the first one found is read. */
  readGrid: { params: string; result: HostGridReading };
  /** Expressions become keys, and back; plan id as in `removePlan`. */
  bake: { params: string; result: BakedPlan };
  unbake: { params: string; result: BakedPlan };
}

/** Every call answers with one of these as JSON. An empty answer is a broken bridge, never an empty result. */
export type HostReply<T> =
  | { readonly ok: 1; readonly v: T }
  | {
      readonly ok: 0;
      readonly code: FailureCode;
      readonly message: string;
      /** Line of the host script, 0 when not known. */
      readonly line: number;
      /** The operation that failed; empty when none had begun. */
      readonly operation: OperationId;
    };
