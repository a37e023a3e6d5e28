import type { AppliedPlan } from '#contracts/hostProtocol';
import type { HostPlan, LayerRef, OperationId } from '#contracts/hostPlan';
import { hostFailure } from '../shared/hostFailure.js';

/** What is known while one plan is carried out. */
export interface Session {
  plan: HostPlan;
  comp: CompItem;
  target: AVLayer;
  /** Folder of the stand-alone script, empty for the panel. */
  scriptFolder: string;
  layers: { [id: string]: AVLayer };
  /** Project items by the operation that imported them. */
  items: { [id: string]: AVItem };
  /** Where an operation's effect sits; adding effects only appends, so indexes stay. */
  effects: { [id: string]: { layer: AVLayer; index: number } };
  /** Takes back what was done, to be run from the last to the first. */
  undo: (() => void)[];
  warnings: AppliedPlan['warnings'][number][];
}

export function makeSession(plan: HostPlan, comp: CompItem, target: AVLayer, scriptFolder: string): Session {
  return { plan: plan, comp: comp, target: target, scriptFolder: scriptFolder, layers: {}, items: {}, effects: {}, undo: [], warnings: [] };
}

export function layerOf(session: Session, ref: LayerRef): AVLayer {
  if (ref === 'target') return session.target;
  var layer = session.layers[ref];
  if (!layer) throw hostFailure('host.operationFailed', 'The plan names a layer that no step made: ' + ref + '.');
  return layer;
}

/** Remembers a new layer under the operation that made it, and how to take it back. */
export function keepLayer(session: Session, id: OperationId, layer: AVLayer): void {
  session.layers[id] = layer;
  session.undo.push(function () {
    layer.remove();
  });
}
