import type { MessageConnection } from 'vscode-jsonrpc/browser';

/** An open line to a helper, before anything was said on it. */
export interface HelperLink {
  readonly connection: MessageConnection;
  /** The secret that `hello` has to carry; absent where only the parent can speak. */
  readonly token?: string;
  /** Why the line broke, in the helper's own last words, if it left any. */
  lastWords(): string;
  close(): void;
}

/** Opens a line; rejects with a FailureError when there is no helper to speak to. */
export type OpenHelperLink = () => Promise<HelperLink>;
