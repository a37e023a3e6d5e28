import type { JobToken, ListedModel } from '#contracts/helperProtocol';
import type { Report } from '#contracts/progress';
import { failureError } from '#core/failure/result';
import { nearestFrameRate } from '#core/time/frameRate';
import { listProviders } from '../inference/executionProviders.js';
import { analyseMusic } from '../jobs/analyseMusic.js';
import { joinSequence } from '../media/joinSequence.js';
import type { KeptNetwork } from '../inference/keptNetwork.js';
import { estimateDepth } from '../jobs/estimateDepth.js';
import { installedFile, loadManifest, resolveModel } from '../models/modelStore.js';
import { ownModels } from '../models/ownModels.js';
import type { HelperHandlers, RequestContext } from '../transport/serveConnection.js';
import { isSameToken } from '../transport/webSocketServer.js';
import { panelHandlers } from './panelHandlers.js';

export interface HelperIdentity {
  readonly version: string;
  /** Asked for in `hello` where anyone on this machine could connect. */
  readonly token?: string;
  /** Ends the process. */
  readonly onShutdown: () => void;
  /** What stays loaded from job to job; whoever gives it ends it. */
  readonly kept?: KeptNetwork;
}

export const protocolVersion = 1;

const reportTo =
  (context: RequestContext, job: JobToken): Report =>
  (event) =>
    context.notify('job.event', { job, event });

/** The registry, and what the user added. */
async function listModels(): Promise<ListedModel[]> {
  const manifest = await loadManifest();
  const listed = manifest.models.map(async (row) => ({ row, isInstalled: (await installedFile(row)) !== undefined, isDefault: row.id === manifest.defaultModel }));
  const own = (await ownModels()).map(({ row }) => ({ row, isInstalled: true, isDefault: false }));
  return [...(await Promise.all(listed)), ...own];
}

/** The methods of the protocol, joined to the jobs. */
export function helperHandlers(identity: HelperIdentity): HelperHandlers {
  return {
    hello: ({ protocol, token }) => {
      if (identity.token !== undefined && !isSameToken(token ?? '', identity.token)) throw failureError('helper.refused', 'the token is wrong');
      if (protocol !== protocolVersion) throw failureError('helper.refused', `it speaks version ${protocolVersion} and was asked for ${protocol}`);
      return Promise.resolve({ protocol: protocolVersion, version: identity.version, process: process.pid });
    },
    'depth.estimate': ({ job, ...request }, context) => {
      const report = reportTo(context, job);
      return estimateDepth({ ...request, ...(identity.kept ? { kept: identity.kept } : {}), onPicture: (picture) => report({ event: 'picture', picture }) }, report, context.signal);
    },
    'clip.join': async ({ first, frameRate }, { signal }) => ({ path: await joinSequence(first, nearestFrameRate(frameRate), signal) }),
    'music.analyse': ({ job, source }, context) => analyseMusic({ source }, reportTo(context, job), context.signal),
    'models.list': listModels,
    'providers.list': async () => listProviders((await resolveModel()).path),
    ...panelHandlers(reportTo),
    shutdown: () => {
      // After the answer has left.
      setTimeout(identity.onShutdown, 50);
      return Promise.resolve(null);
    },
  };
}
