import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNpm, SetupError } from './program.mjs';

const stamp = join(root, 'node_modules', '.depthbeat-installed');

/** What the installed packages depend on: the lock file, the platform and Node's major version (native add-ons). */
function wanted() {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  hash.update(`${process.platform} ${process.arch} ${process.versions.node.split('.')[0]}`);
  return hash.digest('hex');
}

/** Installs the packages of the lock file when they are absent or of another lock file. */
export async function ensureNodeModules() {
  const fingerprint = wanted();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  console.log('Installing packages (npm ci) …');
  const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  if (code !== 0) throw new SetupError('The packages could not be installed: check the network and run the same command again.');
  writeFileSync(stamp, fingerprint);
}
