import { readFileSync } from 'node:fs';
import { failureError } from '#core/failure/result';
import type { SpareMemory } from '../workers/spareMemory.js';

/** A place in the kernels' memory, bytes from its start. */
export type Place = number;

type Values = Float64Array | Float32Array | Uint16Array | Uint8Array | Int32Array;

/** What `plugin/kernels` exports; each is described there. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(bytes: number): Place;
  release(place: Place): void;
  sampleLuma(...numbers: readonly number[]): void;
  unpackCodes(codes: Place, count: number, low: number, step: number, values: Place): void;
  boundsOf(values: Place, count: number, found: Place): void;
  packValues(values: Place, count: number, low: number, scale: number, codes: Place): void;
  fitLocalModel(...numbers: readonly number[]): void;
  setSteps(...numbers: readonly number[]): void;
  widenRow(from: Place, places: Place, weights: Place, width: number, out: Place): void;
  modelRow(upper: Place, lower: Place, weight: number, guide: Place, width: number, out: Place): void;
  encode16(values: Place, count: number, low: number, scale: number, codes: Place): void;
  filterRow16(codes: Place, above: Place, count: number, line: Place): void;
  reduceLuma(...numbers: readonly number[]): void;
  resizePicture(...numbers: readonly number[]): void;
  sampleColourLuma(...numbers: readonly number[]): void;
  halve(from: Place, width: number, height: number, to: Place): void;
  flowLevel(...numbers: readonly number[]): void;
  mixAlong(...numbers: readonly number[]): void;
  deflate(from: Place, length: number, to: Place): number;
  deflateBound(length: number): number;
}

/** Compiled code and its memory; one for each thread. */
export class KernelMemory {
  readonly #exports: KernelExports;
  #lasting: { readonly place: Place; readonly bytes: number } | undefined;

  constructor(file: Uint8Array) {
    this.#exports = new WebAssembly.Instance(new WebAssembly.Module(file)).exports as KernelExports;
  }

  get run(): KernelExports {
    return this.#exports;
  }

  /** Bytes of the memory as they are now: a view is void as soon as the memory grows, so none is kept. */
  bytesAt(place: Place, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#exports.memory.buffer, place, length);
  }

  floatsAt(place: Place, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#exports.memory.buffer, place, length);
  }

  /** A copy of 16-bit codes, in memory from `spare`. */
  codesAt(place: Place, count: number, spare: SpareMemory): Uint16Array<ArrayBuffer> {
    const codes = new Uint16Array(spare.take(2 * count));
    codes.set(new Uint16Array(this.#exports.memory.buffer, place, count));
    return codes;
  }

  /** Copies values to a place. */
  put(values: Values, place: Place): void {
    this.bytesAt(place, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** Where values lie that are in the memory already; others are copied to `otherwise`. */
  placeOf(values: Values, otherwise: Place): Place {
    if (values.buffer === this.#exports.memory.buffer) return values.byteOffset;
    this.put(values, otherwise);
    return otherwise;
  }

  /** The one place that outlasts a call: what a kernel leaves there is whole until the next use. */
  lasting(bytes: number): Place {
    if (!this.#lasting || this.#lasting.bytes < bytes) {
      if (this.#lasting) this.#exports.release(this.#lasting.place);
      this.#lasting = { place: this.#exports.reserve(bytes), bytes };
    }
    return this.#lasting.place;
  }

  /** Lends places for as long as `work` runs. */
  scratch<T>(work: (lend: Lend) => T): T {
    const places: Place[] = [];
    const room = (bytes: number): Place => {
      const place = this.#exports.reserve(bytes);
      places.push(place);
      return place;
    };
    const copy = (values: Values): Place => {
      const place = room(values.byteLength + SLACK);
      this.put(values, place);
      return place;
    };
    try {
      return work({ room, copy });
    } finally {
      for (const place of places) this.#exports.release(place);
    }
  }
}

/** Kernels read and write whole vectors, which may reach beyond what a place holds. */
export const SLACK = 16;

export interface Lend {
  /** A place for so many bytes; what is there is not cleared. */
  room(bytes: number): Place;
  /** A place with these values, and 16 bytes beyond them. */
  copy(values: Values): Place;
}

let loaded: KernelMemory | undefined;

/**
 * The kernels of this thread. The file lies beside this one once `npm run build` has made it. V8 reserves ten gigabytes of addresses, not of
 * memory, for each: where a limit is set to those (`ulimit -v`), fails with `environment.addressSpace`.
 */
export function kernelMemory(): KernelMemory {
  try {
    loaded ??= new KernelMemory(readFileSync(new URL('./kernels.wasm', import.meta.url)));
  } catch (error) {
    throw error instanceof RangeError ? failureError('environment.addressSpace', '', String(error)) : error;
  }
  return loaded;
}
