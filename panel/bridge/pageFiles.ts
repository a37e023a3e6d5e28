import type { FilePort } from './filePort.js';

function pick(ending: string): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = ending === '' ? '' : `.${ending}`;
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** Files of a browser, which never tells a path: `askPath` lets the editor type one instead. */
export function pageFiles(askPath: (title: string) => Promise<string | undefined>): FilePort {
  return {
    choosePath: (title) => askPath(title),
    showPage: () => false,
    openText: async (_title, ending) => {
      const file = await pick(ending);
      return file ? { name: file.name, text: await file.text() } : undefined;
    },
    saveText: (_title, name, text) => {
      const link = document.createElement('a');
      const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      return Promise.resolve(name);
    },
  };
}
