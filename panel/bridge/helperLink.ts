import type { Failure } from '#contracts/failure';
import type { MessageConnection } from '#jsonrpc';

/** An open line to a helper, before anything was said on it. */
export interface HelperLink {
  readonly connection: MessageConnection;
  /** The secret that `hello` has to carry; absent where only the parent can speak. */
  readonly token?: string;
  /** Why the line broke, as far as it is known, in words for the editor. */
  whyLost(): Failure;
  close(): void;
}

/** Opens a line; rejects with a FailureError when there is no helper to speak to. */
export type OpenHelperLink = () => Promise<HelperLink>;
