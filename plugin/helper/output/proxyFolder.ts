import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { failureError } from '#core/failure/result';
import { dataFolder, folderIn, plainName } from '../pictures/passFolder.js';

export interface ProxyPlace {
  /** Path of the project file; empty while it was never saved. */
  readonly project: string;
  readonly layer: string;
  readonly layerId: number;
}

/**
 * An empty folder for the render of a layer: `Depthbeat/<layer> render` beside the project, in the user's data folder while the project was
 * never saved or where that may not be written. The same layer gets the same folder again; an earlier render in it goes. Fails with `output.unwritable`.
 */
export async function proxyFolder({ project, layer, layerId }: ProxyPlace): Promise<string> {
  const mark = createHash('sha256').update(`${project}\n${layerId}`).digest('hex').slice(0, 6);
  const beside = project === '' ? dataFolder() : dirname(resolve(project));
  const title = project === '' ? '' : `${plainName(basename(project, extname(project)))} `;
  const folder = join(await folderIn(beside), `${title}${plainName(layer)} render ${mark}`);
  try {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) if (/^proxy[_.]/.test(name)) await rm(join(folder, name), { force: true });
  } catch (error) {
    throw failureError('output.unwritable', folder, String(error));
  }
  return folder;
}
