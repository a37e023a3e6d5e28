import { startPanel } from './app/start.js';
import { cepObject } from './bridge/cep.js';
import { cepFiles } from './bridge/cepFiles.js';
import { cepHelper } from './bridge/cepHelper.js';
import { cepHost } from './bridge/cepHost.js';
import { cepTheme } from './bridge/cepTheme.js';
import { RpcHelper } from './bridge/rpcHelper.js';
import { pageStorage } from './state/keptValues.js';
import { strings } from './strings.js';

/** The panel inside After Effects or Premiere. */
const cep = cepObject();
if (cep) {
  startPanel({ helper: new RpcHelper(cepHelper(cep)), host: cepHost(cep), theme: cepTheme(cep), kept: pageStorage, files: cepFiles() });
} else {
  document.body.textContent = strings.outside;
}
