import type { HostOperationKind, OperationOf } from '#contracts/hostPlan';
import type { Session } from '../session.js';
import { addControlLayer } from './addControlLayer.js';
import { addEffect } from './addEffect.js';
import { bindLayer } from './bindLayer.js';
import { composePushMap } from './composePushMap.js';
import { duplicateLayer } from './duplicateLayer.js';
import { importFootage } from './importFootage.js';
import { renderProxy } from './renderProxy.js';
import { setExpression } from './setExpression.js';
import { setKeyframes } from './setKeyframes.js';
import { setMarkers } from './setMarkers.js';
import { setMatte } from './setMatte.js';
import { setValue } from './setValue.js';

/** Exhaustive: an operation without a file does not compile. */
export var operations: { readonly [Kind in HostOperationKind]: (session: Session, operation: OperationOf<Kind>) => void } = {
  addControlLayer: addControlLayer,
  addEffect: addEffect,
  bindLayer: bindLayer,
  composePushMap: composePushMap,
  duplicateLayer: duplicateLayer,
  importFootage: importFootage,
  renderProxy: renderProxy,
  setExpression: setExpression,
  setKeyframes: setKeyframes,
  setMarkers: setMarkers,
  setMatte: setMatte,
  setValue: setValue
};
