import { existsSync } from 'node:fs';
import { isRoot, run } from './program.mjs';

let updated = false;

/**
 * Installs one of Debian's packages where that needs no question: as root on a system with apt.
 * @param {string} name
 * @returns {Promise<boolean>} whether it was installed
 */
export async function installDebianPackage(name) {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing the system package ${name} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) await run('apt-get', ['update', '-qq'], { quiet: true, env });
  updated = true;
  return (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { quiet: true, env })) === 0;
}
