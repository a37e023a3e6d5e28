import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { openFrames } from '../frames/ffmpegFrames.js';
import type { FrameRequest, FrameSource } from '../frames/frameSource.js';
import type { PreparedJob } from './prepareJob.js';

/** A network that averages boxes gets its small picture from the decoder, which is quicker at that than a script. */
export const takesSmallPictures = ({ input }: ModelRow): boolean => input.interpolation === 'area' && input.padding !== 'reflectRoot';

/** The pictures of a range as the first pass sees them. */
export function analysisFrames({ info, model, signal }: Pick<PreparedJob, 'info' | 'model' | 'signal'>, mapSize: Size, request: Pick<FrameRequest, 'range' | 'spare'>): FrameSource {
  return openFrames(info, { ...request, signal, ...(takesSmallPictures(model.row) ? { size: mapSize } : {}) });
}
