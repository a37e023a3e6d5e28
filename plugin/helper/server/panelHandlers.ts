import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MediaFacts } from '#contracts/helperProtocol';
import type { Picture } from '#contracts/picture';
import type { Report } from '#contracts/progress';
import { failureError } from '#core/failure/result';
import { openSound, soundPiece } from '../audio/heardSound.js';
import { addModel, fetchModel, removeModel } from '../models/manageModels.js';
import { probeMedia } from '../media/probeMedia.js';
import { keepText, recallText } from '../output/keptText.js';
import { readPassport } from '../output/passportFile.js';
import { writePlanFile } from '../output/planFile.js';
import { proxyFolder } from '../output/proxyFolder.js';
import { writePushRamp } from '../output/pushRamp.js';
import { REPORT_NAME } from '../output/reportFile.js';
import { framesIn, isVideo } from '../output/frameFiles.js';
import { depthAt, depthPicture } from '../pictures/depthPicture.js';
import { framePictures, smallSize } from '../pictures/framePicture.js';
import { passFolder } from '../pictures/passFolder.js';
import type { HelperHandlers, RequestContext } from '../transport/serveConnection.js';

type PanelMethod =
  | 'media.describe' | 'depth.folder' | 'depth.passport' | 'depth.report' | 'depth.at' | 'pictures.clip' | 'pictures.depth'
  | 'sound.open' | 'sound.piece' | 'plan.write' | 'plan.ramp' | 'proxy.folder' | 'models.fetch' | 'models.add' | 'models.remove' | 'text.keep' | 'text.recall';

async function describeMedia(path: string): Promise<MediaFacts> {
  const { video, duration, hasAudio } = await probeMedia(path);
  const length = video?.duration ?? duration;
  return {
    hasAudio,
    ...(video ? { size: video.size, frameRate: video.rate } : {}),
    ...(video?.promisedFrames === undefined ? {} : { frames: video.promisedFrames }),
    ...(length === undefined ? {} : { duration: length }),
  };
}

async function reportOf(folder: string): Promise<{ readonly path: string }> {
  const path = join(folder, REPORT_NAME);
  if (!existsSync(path)) throw failureError('media.missing', path);
  return { path };
}

interface DepthPicturesParams {
  readonly folder: string;
  readonly first: number;
  readonly count: number;
  readonly step: number;
  readonly width: number;
}

async function depthPictures({ folder, first, count, step, width }: DepthPicturesParams): Promise<Picture[]> {
  const [written, passport] = await Promise.all([framesIn(folder), readPassport(folder).catch(() => undefined)]);
  const there = (frame: number): boolean => written.has(frame) || (passport !== undefined && isVideo(passport.format) && frame >= passport.frames.first && frame <= passport.frames.last);
  const wanted = Array.from({ length: count }, (_, i) => first + i * step).filter(there);
  const size = passport ? smallSize(passport.size, passport.pixelAspect, width) : { width };
  return Promise.all(wanted.map((frame) => depthPicture(folder, frame, size)));
}

/** What the panel needs to show a job: small pictures, sound in pieces, and a place for its own texts. */
export function panelHandlers(reportTo: (context: RequestContext, job: string) => Report): Pick<HelperHandlers, PanelMethod> {
  return {
    'media.describe': ({ path }) => describeMedia(path),
    'depth.folder': async ({ clip, kind }) => ({ folder: await passFolder(clip, kind) }),
    'depth.passport': ({ folder }) => readPassport(folder),
    'depth.report': ({ folder }) => reportOf(folder),
    'depth.at': async ({ folder, frame, x, y }) => ({ depth: await depthAt(folder, frame, x, y) }),
    'pictures.clip': ({ clip, ...wanted }, { signal }) => framePictures(clip, wanted, signal),
    'pictures.depth': depthPictures,
    'sound.open': ({ job, source }, context) => openSound(source, reportTo(context, job), context.signal),
    'sound.piece': ({ source, start, seconds }) => soundPiece(source, start, seconds),
    'plan.write': async ({ text }) => ({ path: await writePlanFile(text) }),
    'plan.ramp': async ({ folder, size }) => ({ path: await writePushRamp(join(dirname(folder), `push ${size.width}x${size.height}`), size) }),
    'proxy.folder': async (place) => ({ folder: await proxyFolder(place) }),
    'models.fetch': async ({ job, id, acceptLicence }, context) => ({ path: await fetchModel(id, { acceptLicence }, reportTo(context, job), context.signal) }),
    'models.add': ({ path, listedAs }) => addModel(path, listedAs),
    'models.remove': async ({ id }) => {
      await removeModel(id);
      return null;
    },
    'text.keep': async ({ name, text }) => {
      await keepText(name, text);
      return null;
    },
    'text.recall': async ({ name }) => {
      const text = await recallText(name);
      return text === undefined ? {} : { text };
    },
  };
}
