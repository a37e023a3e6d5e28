import { availableParallelism } from 'node:os';
import { DecodeAhead } from '../frames/decodeAhead.js';
import { openFrames } from '../frames/ffmpegFrames.js';
import type { SpareMemory } from '../workers/spareMemory.js';
import type { PreparedJob } from './prepareJob.js';

/**
 * Threads of a decoder beside work that keeps all cores busy: each more costs a sixth of its time, and some pictures' memory (measured at 1080p: 13 ms
 * a frame with one, 15.5 with three).
 */
const DECODING = Math.max(1, availableParallelism() - 1);

type DecodedJob = Pick<PreparedJob, 'info' | 'signal'>;

/** Pictures of a clip's full size, for the first pass. `isBusy`: beside a network that keeps all cores busy. */
export const decodeWhole = ({ info, signal }: DecodedJob, spare: SpareMemory, isBusy: boolean): DecodeAhead =>
  new DecodeAhead((range) => openFrames(info, { range, signal, spare, ...(isBusy ? { threads: DECODING, givesWay: true } : {}) }));

/** Luma at output size, for the second pass, which has threads of its own. */
export const decodeGuides = ({ info, signal, size }: DecodedJob & Pick<PreparedJob, 'size'>, spare: SpareMemory, isBusy: boolean): DecodeAhead =>
  new DecodeAhead((range) => openFrames(info, { range, size, channels: 1, signal, threads: DECODING, givesWay: isBusy, spare }));
