import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';

/** Folder of evaluation data that may lie beside the checkout (`../shared/eval`) or where DEPTHBEAT_EVAL points; undefined when it is absent. */
export function evaluationFolder(part: string): string | undefined {
  const folder = join(process.env['DEPTHBEAT_EVAL'] ?? join(projectRoot(), '..', 'shared', 'eval'), part);
  return existsSync(folder) ? folder : undefined;
}
