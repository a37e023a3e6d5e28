import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installDebianPackage } from './debian.mjs';
import { findOnPath, SetupError } from './program.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(/** @type {string} */ (folder), 'Google', 'Chrome', 'Application', 'chrome.exe')),
];

function findChromium() {
  const given = process.env.DEPTHBEAT_CHROMIUM;
  if (given) return existsSync(given) ? given : undefined;
  return names.map(findOnPath).find((path) => path !== undefined) ?? places.find((path) => existsSync(path));
}

/**
 * Path of a Chromium for the browser tests: an installed one, else Debian's package; else one sentence.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  await installDebianPackage('chromium');
  const installed = findChromium();
  if (installed) return installed;
  throw new SetupError('No Chromium or Chrome was found for the browser tests: install one, or set DEPTHBEAT_CHROMIUM to its path.');
}
