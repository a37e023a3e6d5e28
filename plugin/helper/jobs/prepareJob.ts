import { failureError } from '#core/failure/result';
import type { SourceFingerprint } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import type { Size } from '#contracts/units';
import { fingerprintOf } from '../cache/fingerprint.js';
import { probeVideo, type MediaInfo, type VideoTrack } from '../media/probeMedia.js';
import { resolveModel, type InstalledModel } from '../models/modelStore.js';
import { refuseMissingEncoder } from '../output/depthVideo.js';
import { isVideo } from '../output/frameFiles.js';
import { jobKeyOf, outputChoice, outputSize, refuseBadRequest, type Consistency, type DepthRequest, type OutputChoice } from './depthSettings.js';

/** All that is settled before the first frame is read. */
export interface PreparedJob {
  readonly request: DepthRequest;
  readonly info: MediaInfo & { readonly video: VideoTrack };
  readonly model: InstalledModel;
  readonly provider: string;
  readonly consistency: Consistency;
  readonly size: Size;
  readonly output: OutputChoice;
  readonly source: SourceFingerprint;
  readonly jobKey: string;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** Settles what a request means here. Throws `usage.invalid`, `media.*`, `model.*`, `cancelled`. */
export async function prepareJob(request: DepthRequest, report: Report, signal: AbortSignal): Promise<PreparedJob> {
  refuseBadRequest(request);
  const output = outputChoice(request);
  if (isVideo(output.format)) await refuseMissingEncoder(output.format, request.outFolder);
  const info = await probeVideo(request.clip);
  const size = outputSize(request.size, info.video.size);
  const [source, model] = await Promise.all([fingerprintOf(request.clip), resolveModel(request.model)]);
  const { provider = 'cpu', consistency = 'shot' } = request;
  if (signal.aborted) throw failureError('cancelled');
  if (info.video.hasAlpha) report({ event: 'note', message: 'The clip has transparency: depth is taken from the picture over black.' });
  const jobKey = jobKeyOf({ source, model, provider, size, frames: request.frames, consistency, output });
  return { request, info, model, provider, consistency, size, output, source, jobKey, report, signal };
}
