import { spawn, type ChildProcess } from 'node:child_process';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { watchPage, type WatchedPage } from '../panel/panelPage.js';
import { pretendCep, type CepCalls, type CepSettings } from '../fixtures/cepWindow.js';
import type { ExtensionFolder } from '../fixtures/extensionFolder.js';
import { openPretendedHost, type PretendedHost } from './pretendedHost.js';
import { servePanel } from './servePanel.js';

export interface CepPanel extends WatchedPage {
  readonly host: PretendedHost;
  readonly logFile: string;
  /** Helpers that the panel has spawned, in their order. */
  readonly helpers: readonly ChildProcess[];
  /** Closes the panel as a host does, and opens it again with what its page storage kept. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

interface CepPanelParts {
  readonly browser: Browser;
  readonly clips: readonly string[];
  readonly extension: ExtensionFolder;
  readonly userData: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Node's part of a CEP page: children and files that are real. `tell` carries their events into the page. */
function nodePart(host: PretendedHost, env: NodeJS.ProcessEnv, tell: (child: number, event: string, ...values: unknown[]) => void) {
  const children = new Map<number, ChildProcess>();
  const calls: CepCalls = {
    evalScript: (script) => host.evaluate(script),
    spawn: (number, program, args, folder) => {
      const child = spawn(program, [...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
      children.set(number, child);
      child.stdin.on('error', () => undefined);
      for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (piece: Buffer) => tell(number, name, piece.toString('base64')));
      child.on('exit', (code, signal) => tell(number, 'exit', code, signal));
      child.on('close', () => tell(number, 'close'));
      child.on('error', (error) => tell(number, 'error', { message: error.message }));
      return Promise.resolve(child.pid);
    },
    write: (number, base64) => new Promise((resolve, reject) => children.get(number)!.stdin!.write(Buffer.from(base64, 'base64'), (error) => (error ? reject(error) : resolve()))),
    end: (number) => Promise.resolve(void children.get(number)!.stdin!.end()),
    kill: (number, signal) => Promise.resolve(void children.get(number)!.kill(signal as NodeJS.Signals)),
    append: async (path, text) => {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, text);
    },
  };
  return { calls, children };
}

/**
 * The panel as a host shows it: `index.html` with its own policy, in a page that looks like CEP's, with the helper spawned for real and
 * the built host script on a fake After Effects behind `evalScript`.
 */
export async function openCepPanel({ browser, clips, extension, userData, env }: CepPanelParts): Promise<CepPanel> {
  const host = await openPretendedHost(clips);
  const server = await servePanel(host);
  const context = await browser.newContext({ viewport: { width: 420, height: 720 } });
  const settings: CepSettings = { extension: extension.path, userData, system: process.platform, existing: [extension.node, extension.script], skin: { grey: 50, fontSize: 12 } };
  const watched = watchPage(await context.newPage());
  const helpers: ChildProcess[] = [];

  async function prepare(page: WatchedPage['page']): Promise<void> {
    const { calls, children } = nodePart(host, env, (child, event, ...values) => {
      if (!page.isClosed()) void page.evaluate(([number, name, rest]) => (window as unknown as { cepControls?: { tell(...all: unknown[]): void } }).cepControls?.tell(number, name, ...(rest as unknown[])), [child, event, values] as const).catch(() => undefined);
    });
    await page.exposeFunction('cepCall', (name: keyof CepCalls, values: never[]) => {
      const answer = (calls[name] as (...all: never[]) => Promise<unknown>)(...values);
      if (name === 'spawn') helpers.push([...children.values()].at(-1)!);
      return answer;
    });
    // A host that closes a panel ends its Node with it: every pipe of its children breaks.
    page.on('close', () => {
      for (const child of children.values()) child.stdin?.end();
    });
    await page.addInitScript(pretendCep, settings);
    await page.goto(`${server.origin}/index.html`);
  }

  await prepare(watched.page);
  const panel: CepPanel = {
    ...watched,
    host,
    helpers,
    logFile: join(userData, 'Depthbeat', 'panel.log'),
    reopen: async () => {
      await panel.page.close({ runBeforeUnload: false });
      const next = watchPage(await context.newPage(), watched.complaints);
      Object.assign(panel, { page: next.page });
      await prepare(next.page);
    },
    close: async () => {
      await context.close();
      for (const child of helpers) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await server.close();
    },
  };
  return panel;
}
