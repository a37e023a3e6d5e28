import type { FailureCode } from './failure.js';
import type { HostCapabilities } from './hostCapabilities.js';
import type { OperationId } from './hostPlan.js';
import type { AudibleLayer, LayerSelection } from './layerSelection.js';

/** What was worth telling while a plan was carried out. */
export interface HostWarning {
  readonly code: 'project.eightBit' | 'project.colourManaged' | 'footage.framesMissing' | 'expression.disabled';
  readonly message: string;
}

export interface AppliedPlan {
  readonly plan: string;
  readonly layer: string;
  /** What was made, by operation id. */
  readonly created: number;
  /** True when an earlier application of the same plan was replaced. */
  readonly replaced: boolean;
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

/** Calls the panel makes; each takes one path of a plan file or one id, as one argument. */
export interface HostCalls {
  describeSelection: { params: ''; result: SelectionReport };
  applyPlan: { params: string; result: AppliedPlan };
  removePlan: { params: string; result: { readonly removed: number } };
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
