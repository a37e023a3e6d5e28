// npm test: sets up what is missing (a Chromium too), builds, checks the borders and runs every test.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { root, run, SetupError } = await import('./program.mjs');
const { ensureNodeModules } = await import('./nodeModules.mjs');
const { ensureFfmpeg } = await import('./ffmpeg.mjs');
const { ensureChromium } = await import('./chromium.mjs');
const { ensureBuilt } = await import('./build.mjs');

try {
  await ensureNodeModules();
  await ensureFfmpeg();
  const chromium = await ensureChromium();
  await ensureBuilt();
  const env = { ...process.env, DEPTHBEAT_CHROMIUM: chromium };
  process.exitCode = await run(process.execPath, [`${root}/node_modules/mocha/bin/mocha.js`, ...process.argv.slice(2)], { env });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
