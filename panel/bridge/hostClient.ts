import type { HostCalls } from '#contracts/hostProtocol';

/** What is passed to a host call besides its name: one path, one id, or nothing. */
export type HostParams<Call extends keyof HostCalls> = HostCalls[Call]['params'];

/** Port: the host application. Calls reject with a FailureError; `host.bridgeLost` when nothing sensible came back. */
export interface HostClient {
  /** `patience`: time the host may take, milliseconds; two minutes when not said. */
  call<Call extends keyof HostCalls>(name: Call, params: HostParams<Call>, patience?: number): Promise<HostCalls[Call]['result']>;
}
