import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureKernels } from './kernels.mjs';
import { root, run, SetupError } from './program.mjs';

const bundleSources = ['plugin/contracts', 'plugin/core', 'host-scripts', 'panel', 'webpack.config.js', 'package-lock.json'];
const bundleStamp = join(root, 'dist', '.built');

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/** Removes compiled files whose source is gone, so that a deleted test does not run on. */
function removeOrphans() {
  const build = join(root, 'build');
  for (const path of filesBelow(build).filter((file) => file.endsWith('.js'))) {
    const source = join(root, relative(build, path)).replace(/\.js$/, '');
    if (existsSync(`${source}.ts`) || existsSync(`${source}.tsx`)) continue;
    for (const ending of ['.js', '.js.map', '.d.ts', '.d.ts.map']) rmSync(path.replace(/\.js$/, ending), { force: true });
  }
}

function areBundlesFresh() {
  if (!existsSync(bundleStamp)) return false;
  const built = statSync(bundleStamp).mtimeMs;
  return bundleSources.flatMap((source) => filesBelow(join(root, source))).every((file) => statSync(file).mtimeMs < built);
}

/**
 * @param {string} what
 * @param {string[]} args
 */
async function step(what, args) {
  const code = await run(process.execPath, args);
  if (code !== 0) throw new SetupError(`${what} failed: see the lines above.`);
}

/** Compiles TypeScript (incremental) and the kernels, and bundles the host scripts and the panel when their sources changed. */
export async function ensureBuilt() {
  removeOrphans();
  const modules = join(root, 'node_modules');
  if (!existsSync(join(root, 'build'))) console.log('Building …');
  await step('Compiling', [join(modules, 'typescript', 'bin', 'tsc'), '--build']);
  await ensureKernels();
  if (areBundlesFresh()) return;
  await step('Bundling', [join(modules, 'webpack', 'bin', 'webpack.js'), '--stats=errors-warnings']);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(bundleStamp, '');
}
