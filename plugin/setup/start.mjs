// npm start: sets up what is missing, builds, and runs `depthbeat` with the arguments given (none: the bundled sample).
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { root, run, SetupError } = await import('./program.mjs');
const { ensureNodeModules } = await import('./nodeModules.mjs');
const { ensureFfmpeg } = await import('./ffmpeg.mjs');
const { ensureBuilt } = await import('./build.mjs');

try {
  await ensureNodeModules();
  await ensureFfmpeg();
  await ensureBuilt();
  // npm changes to the project's folder; relative paths mean the folder the user typed them in.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await run(process.execPath, [`${root}/plugin/cli/depthbeat.mjs`, ...process.argv.slice(2)], { cwd });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
