import { BELIEVED_STEP, COUNTED, flowSize, MEMORY, mixAlong, STILLNESS, type Before, type LitPair, type Mixed, type Now } from '#core/depth/carryAlong';
import { SMALLEST, type FlowField } from '#core/depth/denseFlow';
import type { FlowKernels } from '#core/depth/flowKernels';
import { sameLight, type LightChange } from '#core/depth/lightChange';
import { resampleTaps } from '#core/depth/resample';
import { SpareMemory } from '../workers/spareMemory.js';
import { kernelMemory, SLACK, type KernelMemory, type Lend, type Place } from './kernelMemory.js';
import { placeTaps } from './placeTaps.js';

/**
 * The dear loops of the stabiliser, compiled: the same as core's definitions within the rounding of float32. Maps that are made lie in memory from
 * `spare`.
 */
export const compiledFlow = (spare = new SpareMemory()): FlowKernels => ({
  flowOfPair: (pair) => {
    const memory = kernelMemory();
    return memory.scratch((lend) => flowOf(memory, lend, pair));
  },
  mixAlong: (before, now, carried) => {
    // Vectors take two columns and rows at once.
    if (now.depth.width < 2 || now.depth.height < 2) return mixAlong(before, now, carried);
    const memory = kernelMemory();
    return memory.scratch((lend) => mixed(memory, lend, { before, now, carried, spare }));
  },
});

interface Mixing {
  readonly before: Before;
  readonly now: Now;
  readonly carried: Parameters<typeof mixAlong>[2];
  readonly spare: SpareMemory;
}

function mixed(memory: KernelMemory, { room, copy }: Lend, { before, now, spare, carried: { flow, fit } }: Mixing): Mixed {
  const { width, height, codes } = now.depth;
  const [raw, fresh] = [now.depth.low, (now.depth.high - now.depth.low) / 65535];
  const { field, light } = flow;
  const [old, span] = [before.depth, Math.max(1e-9, before.depth.high - before.depth.low)];
  const values = room(codes.length * 4 + SLACK);
  const maps = [old.codes, before.luma, codes, now.luma, field.dx, field.dy, STILLNESS].map(copy);
  const steps = [old.low, (old.high - old.low) / 65535, light.gain, light.offset, fit.scale * raw + fit.shift, fit.scale * fresh];
  const found = room(32);
  memory.run.mixAlong(copy(Int32Array.from([...maps, values])), copy(Float32Array.from([...steps, 1 / (span * BELIEVED_STEP), MEMORY, COUNTED])), width, height, field.width, field.height, found);
  const [change, counted, low, high] = new Float64Array(memory.run.memory.buffer, found, 4) as unknown as [number, number, number, number];
  // Nothing is left of values that are no numbers.
  const [lowest, highest] = high >= low ? [low, high] : [0, 0];
  const packed = room(codes.length * 2 + SLACK);
  memory.run.encode16(values, codes.length, lowest, highest > lowest ? 65535 / (highest - lowest) : 0, packed);
  const depth = { width, height, low: lowest, high: highest, codes: memory.codesAt(packed, codes.length, spare) };
  return { depth, flicker: counted > 0 ? change / counted / span : 0 };
}

/** A picture in the kernels' memory. */
interface PlacedPlane {
  readonly width: number;
  readonly height: number;
  readonly place: Place;
}

function flowOf(memory: KernelMemory, lend: Lend, pair: LitPair): FlowField {
  const older = pyramid(memory, lend, placeLuma(memory, lend, { pair, luma: pair.before, light: pair.light }));
  const newer = pyramid(memory, lend, placeLuma(memory, lend, { pair, luma: pair.now, light: sameLight }));
  let coarse: PlacedPlane = { width: 0, height: 0, place: 0 };
  for (const [level, { width, height, place }] of newer.entries()) {
    const flow = lend.room(width * height * 12);
    memory.run.flowLevel(older[level]!.place, place, width, height, coarse.place, coarse.width, coarse.height, flow);
    coarse = { width, height, place: flow };
  }
  const { width, height, place } = coarse;
  const [dx, dy] = [0, 1].map((n) => memory.floatsAt(place + n * width * height * 4, width * height).slice());
  return { width, height, dx: dx!, dy: dy! };
}

interface LitLuma {
  readonly pair: LitPair;
  readonly luma: Uint8Array;
  readonly light: LightChange;
}

/** A luma at the size that flow is found on. */
function placeLuma(memory: KernelMemory, lend: Lend, { pair, luma, light }: LitLuma): PlacedPlane {
  const { width, height } = flowSize(pair);
  const [columns, rows] = [resampleTaps(pair.width, width, 'area'), resampleTaps(pair.height, height, 'area')];
  const place = lend.room(width * height * 4);
  memory.run.reduceLuma(lend.copy(luma), pair.width, width, height, placeTaps(lend, columns), columns.taps, placeTaps(lend, rows), rows.taps, light.gain, light.offset, place);
  return { width, height, place };
}

/** The picture halved again and again, the smallest first. */
function pyramid(memory: KernelMemory, { room }: Lend, whole: PlacedPlane): PlacedPlane[] {
  const levels = [whole];
  for (;;) {
    const { width: w, height: h, place } = levels[0]!;
    if (Math.min(w, h) < 2 * SMALLEST) return levels;
    const half = { width: w >> 1, height: h >> 1, place: room((w >> 1) * (h >> 1) * 4) };
    memory.run.halve(place, w, h, half.place);
    levels.unshift(half);
  }
}
