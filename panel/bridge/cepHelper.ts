import { failureError } from '#core/failure/result';
import { cepNode, pathOfAddress, type CepNode, type CepObject } from './cep.js';
import type { OpenHelperLink } from './helperLink.js';
import type { ChildPrograms, NodeFiles } from './nodeProcess.js';
import { spawnHelper, type SpawnParts } from './spawnHelper.js';

function partsOf(cep: CepObject, node: CepNode): SpawnParts {
  const files = node.require('fs') as NodeFiles;
  const logFolder = `${pathOfAddress(cep.getSystemPath('userData'))}/Depthbeat`;
  files.mkdirSync(logFolder, { recursive: true });
  return {
    programs: node.require('child_process') as ChildPrograms,
    files,
    system: node.process.platform,
    extensionFolder: pathOfAddress(cep.getSystemPath('extension')),
    logFile: `${logFolder}/helper.log`,
  };
}

/** The helper of an installed extension. CEP sometimes forgets its Node after a reload; only closing and opening the panel helps then. */
export function cepHelper(cep: CepObject): OpenHelperLink {
  return async () => {
    const node = cepNode();
    if (!node) throw failureError('helper.lost', '', 'this page has no Node: close the panel and open it again');
    return spawnHelper(partsOf(cep, node))();
  };
}
