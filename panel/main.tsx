import { startPanel } from './app/start.js';
import { cepNode, cepObject } from './bridge/cep.js';
import { cepFiles } from './bridge/cepFiles.js';
import { cepHelper } from './bridge/cepHelper.js';
import { cepLog } from './bridge/cepLog.js';
import { cepHost } from './bridge/cepHost.js';
import { claimCepKeys } from './bridge/cepKeys.js';
import { cepMenu } from './bridge/cepMenu.js';
import { cepTheme } from './bridge/cepTheme.js';
import { RpcHelper } from './bridge/rpcHelper.js';
import { pageStorage } from './state/keptValues.js';
import { strings } from './strings.js';

/** The panel inside After Effects or Premiere. */
const cep = cepObject();
if (cep) {
  const log = cepLog(cep);
  startPanel({ helper: new RpcHelper(cepHelper(cep, log), log), host: cepHost(cep), theme: cepTheme(cep), kept: pageStorage, files: cepFiles(), menu: cepMenu(cep), log });
  claimCepKeys(cep, cepNode()?.process.platform ?? '');
} else {
  document.body.textContent = strings.outside;
}
