// Compiles the kernels (plugin/kernels, AssemblyScript) to WebAssembly, when they changed.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, SetupError } from './program.mjs';

const sources = join(root, 'plugin', 'kernels');
const target = join(root, 'build', 'plugin', 'helper', 'kernels', 'kernels.wasm');
const compiler = join(root, 'node_modules', 'assemblyscript');

function isFresh() {
  if (!existsSync(target)) return false;
  const built = statSync(target).mtimeMs;
  return [...readdirSync(sources).map((name) => join(sources, name)), join(compiler, 'package.json')].every((file) => statSync(file).mtimeMs < built);
}

export async function ensureKernels() {
  if (isFresh()) return;
  mkdirSync(dirname(target), { recursive: true });
  // No checks of the language's own and no abort function: the kernels trust their caller, as their tests do not.
  // At most 2 GB (in pages of 64 KB), twice what a picture of 16,000 columns takes: without its trap handler V8 reserves addresses for all of it, once a thread.
  const options = ['--maximumMemory', '32768', '-O3', '--converge', '--noAssert', '--enable', 'simd', '--runtime', 'minimal', '--use', 'abort='];
  const code = await run(process.execPath, [join(compiler, 'bin', 'asc.js'), join('plugin', 'kernels', 'index.ts'), '--outFile', target, ...options]);
  if (code !== 0) throw new SetupError('Compiling the kernels failed: see the lines above.');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureKernels();
