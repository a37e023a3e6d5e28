import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** The folder that holds `package.json` and `models/`: the checkout, or the extension folder of a package. */
export function projectRoot(): string {
  if (root) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'models'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('no package.json above the helper');
    folder = parent;
  }
  root = folder;
  return root;
}
