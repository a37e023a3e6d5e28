import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where fetched and added networks are kept: `DEPTHBEAT_MODELS`, else the user's data folder of this system. */
export function modelsFolder(): string {
  return process.env['DEPTHBEAT_MODELS'] ?? join(envPaths('depthbeat', { suffix: '' }).data, 'models');
}
