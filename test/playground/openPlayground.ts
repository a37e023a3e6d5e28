import { openPretendedHost, type PretendedHost } from './pretendedHost.js';
import { serveHelper, type ServedHelper } from './serveHelper.js';
import { servePanel } from './servePanel.js';

export interface Playground {
  readonly host: PretendedHost;
  helper: ServedHelper;
  /** Address of the panel; `extra` goes into its hash: `theme`, `font`, `music`. */
  address(extra?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

/** The whole panel in a browser: the built pages, the built host script on a fake After Effects, the real helper. */
export async function openPlayground(clips: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Playground> {
  const host = await openPretendedHost(clips);
  const panel = await servePanel(host);
  const helper = await serveHelper(panel.origin, { env });
  const playground: Playground = {
    host,
    helper,
    address: (extra = {}) => {
      const parts = new URLSearchParams({ helper: playground.helper.address, token: playground.helper.token, host: panel.host, ...extra });
      return `${panel.origin}/playground.html#${parts.toString()}`;
    },
    close: async () => {
      await playground.helper.close();
      await panel.close();
    },
  };
  return playground;
}
