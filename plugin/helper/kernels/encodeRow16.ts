import type { ValueRange } from '#core/depth/statistics';
import { kernelMemory, SLACK } from './kernelMemory.js';

/** `encodeRow16` of core/depth/encode16, compiled: every format that holds 16-bit codes holds the same ones. */
export function encodeRow16(row: Float32Array, { far, near }: ValueRange, out: Uint16Array): void {
  const memory = kernelMemory();
  memory.scratch(({ room }) => {
    const codes = room(out.byteLength + SLACK);
    memory.run.encode16(memory.placeOf(row, room(row.byteLength + 2 * SLACK)), row.length, far, 65535 / (near - far), codes);
    out.set(new Uint16Array(memory.run.memory.buffer, codes, out.length));
  });
}
