import type { CepObject } from './cep.js';
import { ScriptHost } from './scriptHost.js';

/** The host behind CEP's own script call. */
export function cepHost(cep: CepObject): ScriptHost {
  return new ScriptHost((script) => new Promise((resolve) => cep.evalScript(script, resolve)));
}
