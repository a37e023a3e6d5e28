import type { DepthPassport } from '#contracts/depthAsset';
import type { Failure } from '#contracts/failure';
import type { Picture } from '#contracts/picture';
import { MOST_TILES } from '#core/depth/tileLayout';
import { boolean, parseJsonWith, list, oneOf, optional, record, text, integer } from '#core/parsing/parser';

export type JobState = 'waiting' | 'running' | 'paused' | 'done' | 'failed';

export interface JobProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly rate?: number;
  readonly secondsLeft?: number;
}

/** One depth pass the editor asked for. */
export interface DepthJob {
  readonly id: string;
  readonly clip: string;
  /** The clip of the layer, where a single frame was taken out of it for a try. */
  readonly of?: string;
  readonly name: string;
  /** `sample`: one frame, to see in seconds what the model makes of it. */
  readonly kind: 'whole' | 'sample';
  readonly frame: number;
  readonly model?: string;
  readonly size: 'native' | 'half';
  /** Tiles along a side that the network sees besides the whole picture; absent: none. */
  readonly tiles?: number;
  readonly state: JobState;
  readonly folder?: string;
  readonly progress?: JobProgress;
  /** What the network runs on, once it is known. */
  readonly provider?: string;
  readonly passport?: DepthPassport;
  readonly thumbnail?: Picture;
  readonly failure?: Failure;
  readonly notes?: readonly string[];
  /** How often the helper was lost under this job. */
  readonly losses?: number;
}

export const isOpen = ({ state }: DepthJob): boolean => state === 'waiting' || state === 'running' || state === 'paused';

/** Share of the whole work that is done, 0..1: reading takes the network's time, writing the rest. */
export function shareDone({ state, progress }: DepthJob): number {
  if (state === 'done') return 1;
  if (!progress || progress.total <= 0) return 0;
  const share = Math.min(1, progress.done / progress.total);
  return progress.stage === 'write' ? 0.75 + 0.25 * share : 0.75 * share;
}

const keptJob = record({
  id: text(100),
  clip: text(32_768),
  name: text(4096),
  kind: oneOf('whole', 'sample'),
  frame: integer(0),
  model: optional(text(4096)),
  size: oneOf('native', 'half'),
  tiles: optional(integer(1, MOST_TILES)),
  folder: optional(text(32_768)),
  isPaused: boolean,
});

/** Unfinished jobs as text, for the next start. */
export function printJobs(jobs: readonly DepthJob[]): string {
  const open = jobs.filter((job) => isOpen(job) && job.kind === 'whole');
  return JSON.stringify(open.map(({ id, clip, name, kind, frame, model, size, tiles, folder, state }) => ({ id, clip, name, kind, frame, model, size, tiles, folder, isPaused: state === 'paused' })));
}

/** Jobs that an earlier panel left: what ran or waited goes on, what was paused stays so. */
export function readJobs(json: string): DepthJob[] {
  const parsed = parseJsonWith(list(keptJob, 100), json, 'jobs');
  return parsed.ok ? parsed.value.map(({ isPaused, ...job }) => ({ ...job, state: isPaused ? ('paused' as const) : ('waiting' as const) })) : [];
}
