/** The dear loops of the depth engine, compiled to WebAssembly with SIMD. Sizes are in places, places in bytes from the memory's start. */
export { reserve, release } from './memory';
export { fitLocalModel } from './localModel';
export { setSteps } from './stepSides';
export { widenRow, modelRow } from './modelRow';
export { encode16 } from './encode16';
export { filterRow16 } from './filterRow16';
export { deflate, deflateBound } from './deflate';
export { halve, flowLevel } from './denseFlow';
export { mixAlong } from './mixAlong';
export { reduceLuma } from './reduceLuma';
export { resizePicture } from './resizePicture';
export { sampleLuma, sampleColourLuma } from './sampleLuma';
export { unpackCodes } from './unpackCodes';
export { boundsOf, packValues } from './packValues';
