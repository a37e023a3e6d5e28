import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { failureError } from '#core/failure/result';
import { projectRoot } from '../media/projectRoot.js';

/** Text of the built host script. Fails with `internal.bug` when the project was not built. */
export async function readHostBundle(host: 'aftereffects' = 'aftereffects'): Promise<string> {
  try {
    return await readFile(path.join(projectRoot(), 'dist/host-scripts', `${host}.jsx`), 'utf8');
  } catch (error) {
    throw failureError('internal.bug', `the ${host} script was not built`, String(error));
  }
}
