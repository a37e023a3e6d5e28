import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { failureError } from '#core/failure/result';
import { runCommand } from '../runCommand.js';

interface ServeOptions {
  readonly port: number;
  readonly origin: readonly string[];
  readonly json?: boolean;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new InvalidArgumentError('It takes a port from 0 to 65535; 0 takes a free one.');
  return port;
}

/** Resolves when the signal aborts or a client asks for the end. */
function untilEnded(signal: AbortSignal): { readonly promise: Promise<void>; end(): void } {
  let end: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  signal.addEventListener('abort', () => end());
  return { promise, end };
}

export function addServeCommand(program: Command, version: string): void {
  program
    .command('serve')
    .description('answer the panel in a browser: JSON-RPC over a WebSocket on this machine only, with a token')
    .option('--port <port>', 'port on 127.0.0.1', readPort, 0)
    .option('--origin <url>', 'a page that may connect; may be given several times', (url: string, before: readonly string[]) => [...before, url], [])
    .option('--json', 'print events for programs, one JSON object a line')
    .action((options: ServeOptions) =>
      runCommand(options, async ({ console, signal }) => {
        const [{ helperHandlers }, { serveConnection }, { openLoopbackServer }, { KeptNetwork }] = await Promise.all([
          import('#helper/server/handlers'),
          import('#helper/transport/serveConnection'),
          import('#helper/transport/webSocketServer'),
          import('#helper/inference/keptNetwork'),
        ]);
        const kept = new KeptNetwork();
        const ended = untilEnded(signal);
        const server = await openLoopbackServer({
          port: options.port,
          origins: options.origin,
          onConnection: (connection) => serveConnection(connection, helperHandlers({ version, kept, token: server.token, onShutdown: ended.end })),
        }).catch((error: unknown) => {
          throw failureError('helper.refused', `port ${options.port} cannot be used`, String(error));
        });
        const address = `ws://127.0.0.1:${server.port}`;
        console.report({ event: 'serving', address, token: server.token });
        console.say(`Serving at ${address}`);
        console.say(`Token: ${server.token}`);
        await ended.promise;
        await server.close();
        await kept.close();
      }),
    );
}
