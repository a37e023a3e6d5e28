import type { Failure } from './failure.js';
import type { Picture } from './picture.js';

/** What a running job says of itself. `--json` prints these, one object a line; the panel receives the same objects. */
export type JobEvent =
  | {
      readonly event: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      /** Units a second over the recent past; absent until known. */
      readonly rate?: number;
      readonly secondsLeft?: number;
    }
  /** The network is loaded: which one, and on what it runs. */
  | { readonly event: 'begun'; readonly model: string; readonly provider: string }
  /** A small picture of what was just made; sent to the panel only. */
  | { readonly event: 'picture'; readonly picture: Picture }
  | { readonly event: 'note'; readonly message: string }
  | { readonly event: 'file'; readonly role: string; readonly path: string }
  /** The loopback server is up; the token must be in the first message. */
  | { readonly event: 'serving'; readonly address: string; readonly token: string }
  | { readonly event: 'done'; readonly result: unknown }
  | { readonly event: 'failed'; readonly failure: Failure };

export type Report = (event: JobEvent) => void;
