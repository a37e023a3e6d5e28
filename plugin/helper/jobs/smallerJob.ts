import type { ModelRow } from '#contracts/modelManifest';
import { preferredPrecisions } from '../inference/executionProviders.js';
import { fixedSizeOf } from '../inference/fedSize.js';
import { portsOf, resolveModel } from '../models/modelStore.js';
import { withKeys, type PreparedJob } from './prepareJob.js';

/** Step by which a picture that did not fit is made smaller along each side, and the smallest share that is still tried (chosen). */
const STEP = 0.75;
const SMALLEST = 0.4;

export interface SmallerJob {
  readonly job: PreparedJob;
  readonly note: string;
}

/**
 * What to try after a network did not fit into memory: the same with smaller pictures, where the file leaves their size free; then the
 * processor, with what it likes at full size; then nothing. Throws `model.*`.
 */
export async function smallerJob(job: PreparedJob): Promise<SmallerJob | undefined> {
  const listed = job.fullInput ?? job.model.row.input;
  const [width, height] = job.model.row.input.nominal.map((side) => multiple(side * STEP, job.model.row.input.multipleOf)) as [number, number];
  if (Math.min(width / listed.nominal[0], height / listed.nominal[1]) >= SMALLEST && !fixedSizeOf(await portsOf(job.model.path), job.model.row)) {
    const row: ModelRow = { ...job.model.row, input: { ...job.model.row.input, nominal: [width, height] } };
    const smaller = withKeys({ ...job, model: { ...job.model, row }, fullInput: listed });
    return { job: smaller, note: `There is not enough memory for ${row.title} at full size: its pictures are made smaller (${width}×${height}), which costs detail.` };
  }
  if (job.provider === 'cpu') return undefined;
  const model = await resolveModel(job.request.model, preferredPrecisions('cpu'));
  return { job: withKeys({ ...job, fullInput: undefined, provider: 'cpu', model }), note: `There is not enough memory on ${job.provider}: the processor is used, which is slower.` };
}

const multiple = (length: number, step: number): number => Math.max(step, Math.floor(length / step) * step);
