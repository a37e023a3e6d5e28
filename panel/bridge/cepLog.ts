import { LogBook } from '../state/logBook.js';
import { cepNode, pathOfAddress, type CepObject } from './cep.js';
import type { NodeFiles } from './nodeProcess.js';

/** A log that has grown past this at the start of a panel is put aside, and the one put aside before it goes. Bytes (chosen). */
const largestLog = 1_000_000;

function putAside(file: string, files: NodeFiles): void {
  if (files.existsSync(file) && files.statSync(file).size > largestLog) files.renameSync(file, `${file}.old`);
}

/** Appends to a log; one that cannot be written must not stop the work. */
function appender(file: string, files: NodeFiles): (text: string) => void {
  return (text) => {
    try {
      files.appendFileSync(file, text);
    } catch {
      // A full disk is told by the job that met it.
    }
  };
}

/** The log of an installed panel: `Depthbeat/panel.log` in the user's data folder of this system. Without Node, memory only. */
export function cepLog(cep: CepObject): LogBook {
  const files = cepNode()?.require('fs') as NodeFiles | undefined;
  if (!files) return new LogBook();
  const folder = `${pathOfAddress(cep.getSystemPath('userData'))}/Depthbeat`;
  const file = `${folder}/panel.log`;
  try {
    files.mkdirSync(folder, { recursive: true });
    putAside(file, files);
  } catch {
    return new LogBook();
  }
  return new LogBook(file, appender(file, files));
}
