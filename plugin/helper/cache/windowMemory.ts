import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { packMap, unpackMap, type PackedMap } from '#core/depth/packedMap';
import type { StitchState } from '#core/depth/stitchWindows';
import type { FrameIndex, Size } from '#contracts/units';
import { writeFileAtomically } from '../output/atomicFile.js';
import { crc32 } from '../output/checksum.js';

/** Where a job over windows stood after one of them. */
export interface WindowMark {
  /** First frame of the shot. */
  readonly shotFirst: FrameIndex;
  /** Windows of the shot that are done. */
  readonly done: number;
  readonly state: StitchState;
}

interface StoredMark {
  readonly shotFirst: FrameIndex;
  readonly done: number;
  readonly references: readonly PackedMap[];
  readonly tail: readonly PackedMap[];
}

/**
 * Marks kept: frames of a window are stored one by one while the next window is already known, and a look-ahead of frames waits to be
 * judged, so a job that goes on may have to go back several windows.
 */
const KEPT = 6;

/**
 * Keeps, in a job's own folder, what the next window of a shot is fitted to, as 16-bit codes; the job itself computes with the same codes, so
 * that one that goes on gives the same bytes.
 */
export class WindowMemory {
  readonly #folder: string;
  readonly #size: Size;
  #next = 0;

  constructor(folder: string, size: Size) {
    this.#folder = folder;
    this.#size = size;
  }

  /** Stores a mark and gives the state as it would be read back. Fails with `output.*`. */
  async keep({ shotFirst, done, state }: WindowMark): Promise<StitchState> {
    const pack = (plane: Float32Array): PackedMap => packMap({ ...this.#size, values: plane });
    const stored: StoredMark = { shotFirst, done, references: state.references.map(pack), tail: state.tail.map(pack) };
    const data = serialize(stored);
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(data));
    await writeFileAtomically(this.#pathOf(this.#next++ % KEPT), Buffer.concat([sum, data]));
    return stateOf(stored);
  }

  /** The latest mark of a shot with at most `most` windows done, or nothing. */
  async recall(shotFirst: FrameIndex, most: number): Promise<WindowMark | undefined> {
    const marks = await Promise.all(Array.from({ length: KEPT }, (_, i) => readMark(this.#pathOf(i))));
    const usable = marks.map((mark, at) => ({ mark, at })).filter(({ mark }) => mark?.shotFirst === shotFirst && mark.done <= most);
    const best = usable.sort((a, b) => b.mark!.done - a.mark!.done)[0];
    if (!best?.mark) return undefined;
    // Go on writing after it, so that the older ones are overwritten first.
    this.#next = best.at + 1;
    return { shotFirst, done: best.mark.done, state: stateOf(best.mark) };
  }

  #pathOf(slot: number): string {
    return join(this.#folder, `window-${slot}.bin`);
  }
}

const stateOf = ({ references, tail }: StoredMark): StitchState => ({ references: references.map((map) => unpackMap(map).values), tail: tail.map((map) => unpackMap(map).values) });

async function readMark(path: string): Promise<StoredMark | undefined> {
  const file = await readFile(path).catch(() => undefined);
  if (!file || file.length < 4 || crc32(file.subarray(4)) !== file.readUInt32LE(0)) return undefined;
  return deserialize(file.subarray(4)) as StoredMark;
}
