import { failureError } from '#core/failure/result';
import type { LogBook } from '../state/logBook.js';
import { cepNode, pathOfAddress, type CepNode, type CepObject } from './cep.js';
import type { OpenHelperLink } from './helperLink.js';
import type { ChildPrograms, NodeFiles } from './nodeProcess.js';
import { spawnHelper, type SpawnParts } from './spawnHelper.js';

function partsOf(cep: CepObject, node: CepNode, log: LogBook): SpawnParts {
  return {
    programs: node.require('child_process') as ChildPrograms,
    files: node.require('fs') as NodeFiles,
    system: node.process.platform,
    extensionFolder: pathOfAddress(cep.getSystemPath('extension')),
    onWords: (text) => log.add('helper', text),
  };
}

/** The helper of an installed extension. CEP sometimes forgets its Node after a reload; only closing and opening the panel helps then. */
export function cepHelper(cep: CepObject, log: LogBook): OpenHelperLink {
  return async () => {
    const node = cepNode();
    if (!node) throw failureError('helper.lost', '', 'this page has no Node: close the panel and open it again');
    return spawnHelper(partsOf(cep, node, log))();
  };
}
