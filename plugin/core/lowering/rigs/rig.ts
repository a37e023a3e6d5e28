import type { HostOperation, OperationId, PropertyRef } from '#contracts/hostPlan';
import type { ParameterValues } from '#contracts/parameter';
import type { SlotName } from '#contracts/slots';
import type { Size } from '#contracts/units';

/** What a part of a rig may ask for while it lays out its layers and effects. */
export interface RigContext {
  readonly values: ParameterValues;
  /** Size of the picture the depth pass belongs to. */
  readonly pictureSize: Size;
  /** Operation that imported the depth frames. */
  readonly footage: OperationId;
  /** Operation that made the hidden depth layer. */
  readonly depthLayer: OperationId;
  /** Operation that imported the push ramp; absent when there is none. */
  readonly ramp?: OperationId;
  /** Folder in the project panel, outermost first. */
  readonly folder: readonly string[];
  /** Starts the names of layers and effects, `Depthbeat`. */
  readonly title: string;
}

/** A slot bound to a property: property value = slot value * scale, kept within the property's own range. */
export interface SlotBinding {
  readonly property: PropertyRef;
  readonly scale: number;
  readonly low: number;
  readonly high: number;
}

/** A group of slots that share layers and effects in a host. */
export interface RigPart {
  readonly slots: readonly SlotName[];
  /** Whether it needs the hidden depth layer. */
  readonly readsDepth: boolean;
  /** Whether it needs the push ramp. */
  readonly readsRamp?: boolean;
  /** Steps that make the layers and effects, before any expression is set. */
  prepare(context: RigContext): readonly HostOperation[];
  /** The properties a slot moves; most slots move one. */
  bind(slot: SlotName, context: RigContext): readonly SlotBinding[];
}
