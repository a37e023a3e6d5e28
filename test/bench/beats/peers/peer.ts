import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';
import type { BeatLists } from '../scores.js';

/** Another beat tracker, for comparison only. */
export interface Peer {
  readonly name: string;
  /** Beats in seconds of mono samples at 44.1 kHz; `path` is the file they came from. Downbeats are empty where the peer tells none. */
  readonly track: (samples: Float32Array, path: string) => BeatLists | Promise<BeatLists>;
}

/** Yardsticks may not be dependencies (essentia.js is AGPL, aubio and QM GPL): they are installed, built and kept here, ignored by git. */
export const peersFolder = (): string => join(projectRoot(), '.bench');
