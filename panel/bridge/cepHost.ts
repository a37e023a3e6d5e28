import { FailureError, failureOf } from '#core/failure/result';
import { strings } from '../strings.js';
import { readEnvironment, type CepObject } from './cep.js';
import type { HostClient } from './hostClient.js';
import { ScriptHost } from './scriptHost.js';

/** Premiere, for which there is no host script: every call says so, in place of silence. */
function premiereHost(): HostClient {
  const failure = { ...failureOf('plan.capabilityMissing', 'a depth layer'), ...strings.premiere };
  return { call: () => Promise.reject(new FailureError(failure)) };
}

/** The host behind CEP's own script call. */
export function cepHost(cep: CepObject): HostClient {
  if (readEnvironment(cep).appName === 'PPRO') return premiereHost();
  return new ScriptHost((script) => new Promise((resolve) => cep.evalScript(script, resolve)));
}
