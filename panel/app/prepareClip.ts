import type { RenderedProxy } from '#contracts/hostProtocol';
import type { FrameIndex, Seconds } from '#contracts/units';
import { planProxy } from '#core/lowering/planProxy';
import { failureError } from '#core/failure/result';
import { keyOf, needsClip, needsRender } from '../state/preparedClips.js';
import { numberedFile } from './numberedFile.js';
import type { Session } from './session.js';
import { middleFrame, middleTime, targetOf, type WorkedLayer } from './workedLayer.js';

/** What depth is made of: a clip, and for a try one frame of it. */
export interface ClipSource {
  readonly clip: string;
  readonly frame?: FrameIndex;
  /** The clip of the layer, where a single frame was taken out of it. */
  readonly of?: string;
}

/** A render takes as long as it takes: the host is asked once and waited for. Milliseconds: a day. */
const renderPatience = 86_400_000;

async function render(session: Session, layer: WorkedLayer, project: string, only?: Seconds): Promise<RenderedProxy> {
  const { helper, host } = session.ports;
  const { folder } = await helper.request('proxy.folder', { project, layer: layer.layerName.slice(0, 255), layerId: layer.layerId });
  const path = await session.writePlan(planProxy({ folder, ...targetOf(layer), ...(only === undefined ? {} : { only }) }));
  const { proxies, warnings } = await host.call('applyPlan', path, renderPatience);
  session.warn(warnings);
  if (!proxies[0]) throw failureError('host.operationFailed', 'nothing was rendered');
  return proxies[0];
}

async function renderedClip(session: Session, layer: WorkedLayer, project: string): Promise<string> {
  const proxy = await render(session, layer, project);
  const clip = proxy.sequence ? (await session.ports.helper.request('clip.join', { first: proxy.path, frameRate: proxy.frameRate })).path : proxy.path;
  session.prepared.remember(keyOf(layer, project), { clip, placement: proxy.placement });
  return clip;
}

/** The file that depth of a layer is made of: its own, its numbered pictures joined, or what the host renders of it. */
export async function prepareClip(session: Session, layer: WorkedLayer, project: string): Promise<ClipSource> {
  if (!needsClip(layer)) return { clip: layer.clip };
  if (needsRender(layer)) return { clip: await renderedClip(session, layer, project) };
  const { path: clip } = await session.ports.helper.request('clip.join', { first: layer.sourcePath, frameRate: layer.sourceFrameRate });
  session.prepared.remember(keyOf(layer, project), { clip });
  return { clip };
}

/** The picture of a numbered sequence that the layer shows in its middle; the first one where that file is missing. */
async function numberedPicture(session: Session, { sourcePath }: WorkedLayer, frame: FrameIndex): Promise<string> {
  const path = numberedFile(sourcePath, frame);
  return session.ports.helper.request('media.describe', { path }).then(() => path, () => sourcePath);
}

/** OpenEXR is brought to the curve that networks know while it is joined; a single file is not. */
const hasToBeJoined = ({ sourcePath }: WorkedLayer): boolean => /\.exr$/i.test(sourcePath);

/** One frame from the middle of a layer, without waiting for the rest: a composition renders that frame alone, of numbered pictures one is read. */
export async function prepareFrame(session: Session, layer: WorkedLayer, project: string): Promise<ClipSource> {
  const frame = middleFrame(layer);
  if (needsRender(layer)) return { clip: (await render(session, layer, project, middleTime(layer))).path, of: layer.clip };
  if (!layer.isSequence || hasToBeJoined(layer)) return { ...(await prepareClip(session, layer, project)), frame };
  return { clip: await numberedPicture(session, layer, frame), of: layer.clip };
}
