import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';

export interface ServedHelper {
  readonly child: ChildProcess;
  readonly address: string;
  readonly token: string;
  close(): Promise<void>;
}

interface Serving {
  readonly event: string;
  readonly address: string;
  readonly token: string;
}

/** Starts the real helper as `depthbeat serve` in a process of its own, for pages of one origin. */
export function serveHelper(origin: string, options: { readonly port?: number; readonly env?: NodeJS.ProcessEnv } = {}): Promise<ServedHelper> {
  const args = ['serve', '--json', '--origin', origin, '--port', String(options.port ?? 0)];
  const child = spawn(process.execPath, [join(projectRoot(), 'plugin', 'cli', 'depthbeat.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = (): Promise<void> => {
    child.kill('SIGTERM');
    return ended;
  };
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += String(text)));
    child.stdout.on('data', (text: Buffer) => {
      output += String(text);
      const line = output.split('\n').find((one) => one.includes('"serving"') && one.trim().endsWith('}'));
      if (!line) return;
      const { address, token } = JSON.parse(line) as Serving;
      resolve({ child, address, token, close });
    });
    child.once('close', (code) => reject(new Error(`the helper ended with ${String(code)}: ${errors}`)));
  });
}
