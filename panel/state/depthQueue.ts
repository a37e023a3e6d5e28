import type { DepthPassport } from '#contracts/depthAsset';
import type { Failure } from '#contracts/failure';
import type { JobEvent } from '#contracts/progress';
import { toFailure } from '#core/failure/result';
import type { HelperClient } from '../bridge/helperClient.js';
import { isOpen, printJobs, readJobs, type DepthJob } from './depthJob.js';
import type { KeptValues } from './keptValues.js';
import { createStore } from './store.js';

/** Time between two thumbnails of a running job, milliseconds. */
const thumbnailPause = 1500;
const thumbnailWidth = 96;
/** A job under which the helper was lost this often is not tried again by itself: it may be what ends it. */
const mostLosses = 3;

export type NewJob = Pick<DepthJob, 'clip' | 'of' | 'name' | 'kind' | 'frame' | 'model' | 'size' | 'tiles'>;

const layerClip = ({ clip, of }: Pick<DepthJob, 'clip' | 'of'>): string => of ?? clip;

/**
 * Depth jobs, one after another. Unfinished ones outlive the panel and the helper: they go on where they were stopped, the panel's
 * when it opens again, the helper's when it is back.
 */
export class DepthQueue {
  readonly jobs = createStore<readonly DepthJob[]>([]);
  private running: { readonly id: string; readonly controller: AbortController } | undefined;
  private count = 0;
  private lastThumbnail = 0;
  private isStopped = false;
  private readonly unfollow: () => void;

  constructor(
    private readonly helper: HelperClient,
    kept: KeptValues,
    private readonly onDone: (job: DepthJob, passport: DepthPassport) => void,
  ) {
    this.jobs.set(readJobs(kept.read('jobs') ?? '[]'));
    this.jobs.subscribe(() => kept.write('jobs', printJobs(this.jobs.get())));
    this.unfollow = helper.state.subscribe(() => this.advance());
    this.advance();
  }

  /** Adds a job; a sample goes before what waits, so that it comes in seconds. An equal open job is not doubled. */
  add(job: NewJob): void {
    const isSame = (other: DepthJob): boolean =>
      isOpen(other) && other.clip === job.clip && other.kind === job.kind && other.model === job.model && other.size === job.size && other.tiles === job.tiles && other.frame === job.frame;
    const same = this.jobs.get().find(isSame);
    if (same) return this.resume(same.id);
    const id = `${Date.now().toString(36)}-${++this.count}`;
    const rest = this.jobs.get().filter((other) => isOpen(other) || layerClip(other) !== layerClip(job) || other.kind !== job.kind);
    const added: DepthJob = { ...job, id, state: 'waiting' };
    this.jobs.set(job.kind === 'sample' ? [added, ...rest] : [...rest, added]);
    this.advance();
  }

  pause(id: string): void {
    this.change(id, (job) => (isOpen(job) ? { ...job, state: 'paused' } : job));
    if (this.running?.id === id) this.running.controller.abort();
  }

  resume(id: string): void {
    this.change(id, (job) => (job.state === 'paused' || job.state === 'failed' ? { ...job, state: 'waiting', failure: undefined } : job));
    this.advance();
  }

  /** Stops a job and takes it off the list. What was made stays on disk, so asking again goes on from there. */
  remove(id: string): void {
    this.jobs.update((jobs) => jobs.filter((job) => job.id !== id));
    if (this.running?.id === id) this.running.controller.abort();
  }

  /** Leaves everything as it is, for the next panel. */
  stop(): void {
    this.isStopped = true;
    this.unfollow();
    this.running?.controller.abort();
  }

  private change(id: string, edit: (job: DepthJob) => DepthJob): void {
    if (this.isStopped) return;
    this.jobs.update((jobs) => jobs.map((job) => (job.id === id ? edit(job) : job)));
  }

  private advance(): void {
    if (this.running || this.isStopped || this.helper.state.get().kind !== 'ready') return;
    const next = this.jobs.get().find(({ state }) => state === 'waiting');
    if (!next) return;
    this.running = { id: next.id, controller: new AbortController() };
    void this.run(next, this.running.controller.signal).finally(() => {
      this.running = undefined;
      this.advance();
    });
  }

  private async run(job: DepthJob, signal: AbortSignal): Promise<void> {
    this.change(job.id, (now) => ({ ...now, state: 'running', notes: [] }));
    try {
      const folder = job.folder ?? (await this.helper.request('depth.folder', { clip: job.clip, kind: folderKind(job) }, { signal })).folder;
      this.change(job.id, (now) => ({ ...now, folder }));
      const frames = job.kind === 'sample' ? { frames: { first: job.frame, last: job.frame } } : {};
      const request = { clip: job.clip, outFolder: folder, size: job.size, ...(job.model === undefined ? {} : { model: job.model }), ...(job.tiles === undefined ? {} : { tiles: job.tiles }), ...frames };
      const passport = await this.helper.request('depth.estimate', request, { signal, onEvent: (event) => this.hear(job.id, event) });
      await this.takeThumbnail(job.id, folder, Math.round((passport.frames.first + passport.frames.last) / 2));
      this.change(job.id, (now) => ({ ...now, state: 'done', passport, progress: undefined }));
      this.onDone({ ...job, folder, passport, state: 'done' }, passport);
    } catch (error) {
      const failure = toFailure(error);
      this.change(job.id, (now) => (now.state === 'running' ? afterFailure(now, failure) : now));
    }
  }

  private hear(id: string, event: JobEvent): void {
    if (event.event === 'note') this.change(id, (job) => ({ ...job, notes: [...(job.notes ?? []), event.message] }));
    if (event.event === 'begun') this.change(id, (job) => ({ ...job, provider: event.provider }));
    if (event.event === 'picture') this.change(id, (job) => ({ ...job, thumbnail: event.picture }));
    if (event.event !== 'progress') return;
    this.change(id, (job) => ({ ...job, progress: event }));
    const job = this.jobs.get().find((one) => one.id === id);
    if (event.stage !== 'write' || !job?.folder || Date.now() - this.lastThumbnail < thumbnailPause) return;
    this.lastThumbnail = Date.now();
    void this.takeThumbnail(id, job.folder, Math.max(0, event.done - 1));
  }

  /** Pictures arrive while a job runs; one that is not there yet is left for the next time. */
  private async takeThumbnail(id: string, folder: string, frame: number): Promise<void> {
    const pictures = await this.helper.request('pictures.depth', { folder, first: frame, count: 1, step: 1, width: thumbnailWidth }).catch(() => []);
    const thumbnail = pictures[0];
    if (thumbnail) this.change(id, (job) => ({ ...job, thumbnail }));
  }
}

/** A job whose helper was lost waits for the next one; one that was stopped stands; any other has failed. */
function afterFailure(job: DepthJob, failure: Failure): DepthJob {
  const losses = (job.losses ?? 0) + 1;
  if (failure.code === 'cancelled') return { ...job, state: 'paused' };
  if (failure.code === 'helper.lost' && losses < mostLosses) return { ...job, state: 'waiting', losses };
  return { ...job, state: 'failed', failure };
}

/** Samples, sizes and tiles get folders of their own: a folder holds one pass. */
function folderKind({ kind, model, size, tiles, frame }: DepthJob): string {
  const parts = [model ?? '', size === 'half' ? 'half' : '', tiles === undefined ? '' : `${tiles}x${tiles} tiles`, kind === 'sample' ? `sample ${frame}` : ''].filter((part) => part !== '');
  return parts.length === 0 ? 'depth' : parts.join(' ');
}
