import type { Colour } from './parameter.js';
import type { FrameRate, Seconds, Size } from './units.js';

/** Names an operation within its plan; what it made is found again by plan id + operation id. */
export type OperationId = string;

/** The layer the editor selected, or one that an operation made. */
export type LayerRef = 'target' | OperationId;

/** A property by match names, below an effect that an operation added or below the layer itself. */
export interface PropertyRef {
  readonly layer: LayerRef;
  readonly effect?: OperationId;
  readonly path: readonly string[];
}

/**
 * `composition`: seconds of the composition. `source`: seconds of the target layer's footage, placed by the host
 * through the layer's own start, stretch and time remap, which are read when the plan is carried out.
 */
export type PlanClock = 'composition' | 'source';

/** Where a run of frames stands: its first frame is shown at `start` on `clock`. */
export interface Placement {
  readonly clock: PlanClock;
  readonly start: Seconds;
}

export interface ImportFootage {
  readonly kind: 'importFootage';
  readonly id: OperationId;
  /** The file, or the first one of a numbered sequence, absolute. */
  readonly path: string;
  /** The same file as seen from the folder of a stand-alone script, used when `path` is not there. */
  readonly relativePath?: string;
  /** A numbered sequence; else one movie or still. */
  readonly sequence: boolean;
  readonly frameCount: number;
  readonly frameRate: FrameRate;
  /** Where the first frame stands. A pass of the layer's own footage runs in source time, one of a picture that the host rendered may run in composition time. */
  readonly placement: Placement;
  /** Size of the picture the frames belong to; files of another size are scaled to it. */
  readonly pictureSize: Size;
  readonly name: string;
  /** Folders in the project panel, outermost first. */
  readonly folder: readonly string[];
}

/**
 * Renders what the depth network should see of the target, for layers that no file shows: a composition as it is (source time), any
 * other layer with its effects, but without masks, mattes, transform and what Depthbeat added (composition time). PNG frames where the
 * host has a template for them, else what `template` or the host's default writes.
 */
export interface RenderProxy {
  readonly kind: 'renderProxy';
  readonly id: OperationId;
  /** An empty folder that is there, absolute. */
  readonly folder: string;
  /** Name of the output module template the editor chose; empty: the host finds one. */
  readonly template: string;
  /** Composition time of the one frame to render, to try a network on; absent: all that the layer shows. */
  readonly only?: Seconds;
}

/**
 * A composition whose red and green say how far a point of the picture lies right of and below the middle, times its depth:
 * 0.5 + depth * (ramp - 0.5). Made of the depth frames and a still whose red rises from left to right and green from top to bottom.
 */
export interface ComposePushMap {
  readonly kind: 'composePushMap';
  readonly id: OperationId;
  readonly depth: OperationId;
  readonly ramp: OperationId;
  readonly name: string;
  readonly folder: readonly string[];
}

/** Copies the target layer with its timing, transform and parent, and gives the copy another source. */
export interface DuplicateLayer {
  readonly kind: 'duplicateLayer';
  readonly id: OperationId;
  readonly source: OperationId | { readonly solid: Colour };
  readonly name: string;
  readonly place: { readonly side: 'above' | 'below'; readonly of: LayerRef };
  readonly visible: boolean;
  readonly guide: boolean;
  /** Label colour, 1..16. */
  readonly label: number;
}

/** A null that carries sliders and markers; lies above the target. */
export interface AddControlLayer {
  readonly kind: 'addControlLayer';
  readonly id: OperationId;
  readonly name: string;
  readonly label: number;
}

export interface AddEffect {
  readonly kind: 'addEffect';
  readonly id: OperationId;
  readonly layer: LayerRef;
  readonly matchName: string;
  readonly name: string;
  readonly values: readonly { readonly parameter: string; readonly value: number | Colour }[];
}

/** Points a layer parameter of an effect at another layer's source. */
export interface BindLayer {
  readonly kind: 'bindLayer';
  readonly id: OperationId;
  readonly property: PropertyRef;
  readonly layer: LayerRef;
}

export interface SetMatte {
  readonly kind: 'setMatte';
  readonly id: OperationId;
  readonly layer: LayerRef;
  readonly matte: LayerRef;
  readonly type: 'luma' | 'lumaInverted' | 'alpha' | 'alphaInverted';
}

export interface SetValue {
  readonly kind: 'setValue';
  readonly id: OperationId;
  readonly property: PropertyRef;
  readonly value: number;
}

/** Hold keys. Times rise; `snap` puts each on the nearest frame of the composition. */
export interface SetKeyframes {
  readonly kind: 'setKeyframes';
  readonly id: OperationId;
  readonly property: PropertyRef;
  readonly clock: PlanClock;
  readonly snap: boolean;
  readonly times: readonly Seconds[];
  readonly values: readonly number[];
}

export interface PlanMarker {
  readonly time: Seconds;
  readonly comment: string;
  readonly strength: number;
}

/** Layer markers; each carries plan id, operation id, its time and its strength as parameters. */
export interface SetMarkers {
  readonly kind: 'setMarkers';
  readonly id: OperationId;
  readonly layer: LayerRef;
  readonly clock: PlanClock;
  readonly snap: boolean;
  readonly markers: readonly PlanMarker[];
}

/** `@{operation}` in the text stands for the name of the layer that operation made, as a quoted string. */
export interface SetExpression {
  readonly kind: 'setExpression';
  readonly id: OperationId;
  readonly property: PropertyRef;
  readonly expression: string;
  /** How far keys may lie from it when it is baked, in the property's unit; absent for what is never baked. */
  readonly tolerance?: number;
}

export type HostOperation =
  | ImportFootage
  | RenderProxy
  | ComposePushMap
  | DuplicateLayer
  | AddControlLayer
  | AddEffect
  | BindLayer
  | SetMatte
  | SetValue
  | SetKeyframes
  | SetMarkers
  | SetExpression;

export type HostOperationKind = HostOperation['kind'];
export type OperationOf<Kind extends HostOperationKind> = Extract<HostOperation, { kind: Kind }>;

/** Ordered steps a host carries out in one undo step. Data: parsed by the host, never run. */
export interface HostPlan {
  readonly schema: 'depthbeat.hostPlan';
  readonly version: 1;
  /** Applying a plan with the same id on the same layer again replaces what the earlier one made. */
  readonly id: string;
  readonly title: string;
  /** Id of the layer to work on (After Effects 22 and later); absent: the selected layers, which then have to show one and the same clip. */
  readonly layerId?: number;
  readonly operations: readonly HostOperation[];
}

/** Plans for several layers of the composition in front, carried out in one undo step: all of them or none. */
export interface HostPlanBatch {
  readonly schema: 'depthbeat.hostPlanBatch';
  readonly version: 1;
  readonly plans: readonly HostPlan[];
}
