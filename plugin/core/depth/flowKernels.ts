import { flowOfPair, mixAlong } from './carryAlong.js';

/**
 * The dear loops of the stabiliser. Where nothing else is given, the definitions of this folder run; jobs run them compiled
 * (helper/kernels/flowKernels), held to these by a test of agreement.
 */
export interface FlowKernels {
  readonly flowOfPair: typeof flowOfPair;
  readonly mixAlong: typeof mixAlong;
}

export const plainFlow: FlowKernels = { flowOfPair, mixAlong };
