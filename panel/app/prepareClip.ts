import { planProxy } from '#core/lowering/planProxy';
import { failureError } from '#core/failure/result';
import { keyOf, needsClip, needsRender } from '../state/preparedClips.js';
import type { Session } from './session.js';
import type { WorkedLayer } from './workedLayer.js';

/** A render takes as long as it takes: the host is asked once and waited for. Milliseconds: a day. */
const renderPatience = 86_400_000;

/** The frames that the host rendered of a layer, as a clip. */
async function renderedClip(session: Session, layer: WorkedLayer, project: string): Promise<string> {
  const { helper, host } = session.ports;
  const { folder } = await helper.request('proxy.folder', { project, layer: layer.layerName.slice(0, 255), layerId: layer.layerId });
  const path = await session.writePlan(planProxy({ folder, ...(layer.layerId > 0 ? { layerId: layer.layerId } : {}) }));
  const { proxies, warnings } = await host.call('applyPlan', path, renderPatience);
  for (const { message } of warnings) session.notices.add({ tone: 'warn', message });
  const proxy = proxies[0];
  if (!proxy) throw failureError('host.operationFailed', 'nothing was rendered');
  const clip = proxy.sequence ? (await helper.request('clip.join', { first: proxy.path, frameRate: proxy.frameRate })).path : proxy.path;
  session.prepared.remember(keyOf(layer, project), { clip, placement: proxy.placement });
  return clip;
}

/** The file that depth of a layer is made of: its own, its numbered pictures joined, or what the host renders of it. */
export async function prepareClip(session: Session, layer: WorkedLayer, project: string): Promise<string> {
  if (!needsClip(layer)) return layer.clip;
  if (needsRender(layer)) return renderedClip(session, layer, project);
  const { path: clip } = await session.ports.helper.request('clip.join', { first: layer.sourcePath, frameRate: layer.sourceFrameRate });
  session.prepared.remember(keyOf(layer, project), { clip });
  return clip;
}
