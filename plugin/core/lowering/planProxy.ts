import type { HostPlan } from '#contracts/hostPlan';
import type { Seconds } from '#contracts/units';

export interface ProxyRequest {
  /** An empty folder that is there, absolute, as the host's system writes it. */
  readonly folder: string;
  /** Name of the output module template the editor chose; absent: the host finds one. */
  readonly template?: string;
  /** Id of the layer; absent: the selected one. */
  readonly layerId?: number;
  /** Composition time of the one frame that is wanted; absent: all of the layer. */
  readonly only?: Seconds;
}

/**
 * A plan that has the host render what the depth network should see of a layer that no file shows (`proxyReasons`). The answer's `proxies` say
 * where the frames are; a depth pass is made of them, and `planRecipe` is given that pass with the proxy's `placement`.
 */
export function planProxy({ folder, template = '', layerId, only }: ProxyRequest): HostPlan {
  return {
    schema: 'depthbeat.hostPlan',
    version: 1,
    id: 'proxy',
    title: 'Render for depth',
    ...(layerId === undefined ? {} : { layerId }),
    operations: [{ kind: 'renderProxy', id: 'proxy', folder, template, ...(only === undefined ? {} : { only }) }],
  };
}
