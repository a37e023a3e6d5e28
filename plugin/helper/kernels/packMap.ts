import type { Grid } from '#core/depth/grid';
import type { PackedMap } from '#core/depth/packedMap';
import { SpareMemory } from '../workers/spareMemory.js';
import { kernelMemory, SLACK } from './kernelMemory.js';

/** `packMap` of core/depth/packedMap, compiled: the same to the bit. The codes lie in memory from `spare`. */
export function packMap({ width, height, values }: Grid, spare = new SpareMemory()): PackedMap {
  const memory = kernelMemory();
  return memory.scratch(({ room, copy }) => {
    const count = values.length;
    const [place, found, packed] = [copy(values), room(16), room(2 * count + SLACK)];
    memory.run.boundsOf(place, count, found);
    const [low, high] = new Float64Array(memory.run.memory.buffer, found, 2) as unknown as [number, number];
    memory.run.packValues(place, count, low, high > low ? 65535 / (high - low) : 0, packed);
    return { width, height, low, high, codes: memory.codesAt(packed, count, spare) };
  });
}
