import type { AppliedPlan } from '#contracts/hostProtocol';
import type { HostPlan, LayerRef, OperationId } from '#contracts/hostPlan';
import { hostFailure } from '../shared/hostFailure.js';
import type { UndoList } from './undoStep.js';

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
  undo: UndoList;
  warnings: AppliedPlan['warnings'][number][];
  /** What `renderProxy` steps wrote. */
  proxies: AppliedPlan['proxies'][number][];
}

export function makeSession(given: Pick<Session, 'plan' | 'comp' | 'target' | 'scriptFolder' | 'undo'>): Session {
  return { plan: given.plan, comp: given.comp, target: given.target, scriptFolder: given.scriptFolder, layers: {}, items: {}, effects: {}, undo: given.undo, warnings: [], proxies: [] };
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
