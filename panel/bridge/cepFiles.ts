import { failureError } from '#core/failure/result';
import { addressOfPath, cepUtilities, pathOfAddress, type CepUtilities } from './cep.js';
import type { FilePort } from './filePort.js';

function utilities(): CepUtilities {
  const found = cepUtilities();
  if (!found) throw failureError('host.bridgeLost', '', 'window.cep is not there');
  return found;
}

function choose(title: string, endings: readonly string[]): string | undefined {
  const { data } = utilities().fs.showOpenDialogEx(false, false, title, '', endings);
  const path = data[0];
  return path === undefined || path === '' ? undefined : path.startsWith('file:') ? pathOfAddress(path) : path;
}

/** The host's own dialogues. */
export function cepFiles(): FilePort {
  return {
    choosePath: (title, endings) => Promise.resolve(choose(title, endings)),
    showPage: (path) => {
      utilities().util.openURLInDefaultBrowser(addressOfPath(path));
      return true;
    },
    openText: (title, ending) => {
      const path = choose(title, [ending]);
      if (path === undefined) return Promise.resolve(undefined);
      const { err, data } = utilities().fs.readFile(path);
      return err === 0 ? Promise.resolve({ name: path, text: data }) : Promise.reject(failureError('media.unreadable', path));
    },
    saveText: (title, name, text) => {
      const { fs } = utilities();
      const { data: path } = fs.showSaveDialogEx(title, '', [name.split('.').pop() ?? ''], name);
      if (path === '') return Promise.resolve(undefined);
      return fs.writeFile(path, text).err === 0 ? Promise.resolve(path) : Promise.reject(failureError('output.unwritable', path));
    },
  };
}
