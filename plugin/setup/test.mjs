// npm test: sets up what is missing (a Chromium too), builds, checks borders and style and runs every test.
// With arguments (npm test -- --grep beats) only mocha runs, with those.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { root, run, SetupError } = await import('./program.mjs');
const { ensureNodeModules } = await import('./nodeModules.mjs');
const { ensureFfmpeg } = await import('./ffmpeg.mjs');
const { ensureChromium } = await import('./chromium.mjs');
const { ensureBuilt } = await import('./build.mjs');
const { checkSources } = await import('./checkSources.mjs');

try {
  await ensureNodeModules();
  await ensureFfmpeg();
  const chromium = await ensureChromium();
  await ensureBuilt();
  const given = process.argv.slice(2);
  if (given.length === 0) await checkSources();
  const env = { ...process.env, DEPTHBEAT_CHROMIUM: chromium, DEPTHBEAT_PROVIDER: process.env.DEPTHBEAT_PROVIDER ?? 'cpu' };
  process.exitCode = await run(process.execPath, [`${root}/node_modules/mocha/bin/mocha.js`, ...given], { env });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
