import { startPanel } from './app/start.js';
import { pageFiles } from './bridge/pageFiles.js';
import { RpcHelper } from './bridge/rpcHelper.js';
import { webSocketHelper } from './bridge/webSocketHelper.js';
import { webSocketHost } from './bridge/webSocketHost.js';
import { LogBook } from './state/logBook.js';
import { pageStorage } from './state/keptValues.js';
import { createStore } from './state/store.js';
import { strings } from './strings.js';
import { hostSteps, type HostTheme } from './theme/hostTheme.js';

/** The panel in a browser: addresses and token come in the part of the address that never leaves the browser. */
const parts = new URLSearchParams(window.location.hash.slice(1));

function theme(): HostTheme {
  const step = parts.get('theme') ?? 'dark';
  return { background: hostSteps[step as keyof typeof hostSteps] ?? hostSteps.dark, fontSize: Number(parts.get('font') ?? 12), fontFamily: 'system-ui, sans-serif' };
}

const helper = parts.get('helper');
const host = parts.get('host');
if (helper !== null && host !== null) {
  const askPath = (title: string): Promise<string | undefined> => Promise.resolve(window.prompt(title, parts.get('music') ?? '') ?? undefined);
  const log = new LogBook();
  startPanel({
    log,
    helper: new RpcHelper(webSocketHelper(helper, parts.get('token') ?? ''), log),
    host: webSocketHost(host),
    theme: createStore(theme()),
    kept: pageStorage,
    files: pageFiles(askPath),
  });
} else {
  document.body.textContent = strings.outside;
}
