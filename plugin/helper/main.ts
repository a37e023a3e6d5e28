import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeptNetwork } from './inference/keptNetwork.js';
import { projectRoot } from './media/projectRoot.js';
import { helperHandlers } from './server/handlers.js';
import { serveConnection } from './transport/serveConnection.js';
import { openStdioConnection } from './transport/stdioConnection.js';

/**
 * The helper as the panel spawns it: framed messages on stdin and stdout, logs on stderr. It ends when its parent closes stdin, so no
 * helper outlives its panel.
 */
const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string };

/** Time for running jobs to leave a state that can go on, milliseconds (chosen); then the process ends anyway. */
const graceMilliseconds = 5000;

const kept = new KeptNetwork();
const connection = serveConnection(openStdioConnection(), helperHandlers({ version, kept, onShutdown: () => void end() }));

/** Jobs end first: ending the process under a running network makes ONNX Runtime abort it (SIGABRT, seen with 1.30 on Linux). */
async function end(): Promise<void> {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMilliseconds).unref();
  await connection.stop();
  await kept.close();
  process.exit(0);
}

process.stdin.once('end', () => void end());
process.once('SIGTERM', () => void end());
await connection.lost;
await end();
