import { join } from 'node:path';
import { root, run, SetupError } from './program.mjs';

const parts = ['plugin', 'host-scripts', 'panel', 'test'];

/** The two checks of `npm run lint`: who imports whom, and style. A clean clone has nothing else to lint. */
export async function checkSources() {
  const modules = join(root, 'node_modules');
  const borders = await run(process.execPath, [join(modules, 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'), '--config', '.dependency-cruiser.mjs', ...parts]);
  const style = await run(process.execPath, [join(modules, 'eslint', 'bin', 'eslint.js'), '-c', '.eslint.config.mjs', ...parts]);
  if (borders !== 0 || style !== 0) throw new SetupError('The sources break a rule: see the lines above.');
}
