import type { DepthPassport } from '#contracts/depthAsset';
import type { FrameRange, Size } from '#contracts/units';
import { bitDepths, patternOf } from '../output/frameFiles.js';
import { depthVersions } from './depthSettings.js';
import type { PreparedJob } from './prepareJob.js';

export interface MadePass {
  readonly frames: FrameRange;
  readonly shots: DepthPassport['shots'];
  /** Size the network was fed. */
  readonly inputSize: Size;
  /** Tiles along a side that it was shown of each picture besides; 1 for none. */
  readonly tiles: number;
}

/** What is said of a finished pass. */
export function passportOf(job: PreparedJob, { frames, shots, inputSize, tiles }: MadePass): DepthPassport {
  const { info, model, output } = job;
  return {
    schema: 'depthbeat.depthPassport',
    version: 2,
    complete: true,
    jobKey: job.jobKey,
    ...(job.wholeKey !== undefined && job.request.part ? { part: { index: job.request.part.index, count: job.request.part.count, of: job.wholeKey } } : {}),
    frames,
    frameRate: info.video.rate,
    size: job.size,
    sourceSize: info.video.size,
    pixelAspect: info.video.pixelAspect,
    timing: info.video.timing,
    format: output.format,
    filePattern: patternOf(output.format),
    bitDepth: bitDepths[output.format],
    companions: output.companions.map((kind) => ({ kind, filePattern: patternOf(kind) })),
    polarity: 'whiteIsNear',
    cuts: shots.slice(1).map(({ first }) => first),
    shots,
    model: { id: model.row.id, sha256: model.sha256, inputSize },
    provider: job.provider,
    source: job.source,
    settings: { consistency: job.consistency, tiles, mirror: model.row.input.mirror ?? false, deinterlaced: info.video.interlaced, alphaOverBlack: info.video.hasAlpha, dilate: output.dilate ?? 0 },
    versions: depthVersions(),
  };
}
