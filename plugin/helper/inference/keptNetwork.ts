import { statSync } from 'node:fs';
import type { InstalledModel } from '../models/modelStore.js';
import type { DepthPool } from './loadAhead.js';
import type { NetworkPorts } from './onnxModel.js';

/** Time for which a network that no job uses stays loaded, milliseconds (chosen: to look at a single picture's depth and ask for the whole clip). */
const KEPT_FOR = 60_000;

/** Threads that hold a network, and what they hold. */
export interface LoadedNetwork {
  readonly model: Pick<InstalledModel, 'path' | 'headPath' | 'sha256'>;
  readonly provider: string;
  readonly ports: NetworkPorts;
  /** Of the file as it was loaded (`fileStamp`). */
  readonly stamp: string;
  readonly pool: DepthPool;
}

interface Kept extends LoadedNetwork {
  readonly end: NodeJS.Timeout;
}

/**
 * The network of the job before, for a process that may soon be asked for another pass: loading a large one takes seconds, and a graphics card's provider compiles it. One is kept, for a
 * minute; it is what was loaded when its hash was looked at, whatever became of its file since.
 */
export class KeptNetwork {
  readonly #keptFor: number;
  #kept: Kept | undefined;

  constructor(keptFor = KEPT_FOR) {
    this.#keptFor = keptFor;
  }

  /** Takes threads over that no job uses any more, in place of earlier ones. */
  keep(network: LoadedNetwork): void {
    void this.close();
    const end = setTimeout(() => void this.close(), this.#keptFor);
    end.unref();
    this.#kept = { ...network, end };
  }

  /** What a file says of itself, where it is kept and has not been touched since. */
  portsOf(path: string): NetworkPorts | undefined {
    const kept = this.#kept;
    return kept?.model.path === path && kept.stamp === fileStamp(path) ? kept.ports : undefined;
  }

  /** This very network; its threads belong to the caller from then on. Another one is ended: two may not fit into memory. */
  take({ model, provider }: Pick<LoadedNetwork, 'model' | 'provider'>): LoadedNetwork | undefined {
    const kept = this.#kept;
    if (!kept || kept.provider !== provider || kept.model.path !== model.path || kept.model.headPath !== model.headPath || kept.model.sha256 !== model.sha256) {
      void this.close();
      return undefined;
    }
    clearTimeout(kept.end);
    this.#kept = undefined;
    return kept;
  }

  /** Ends what is kept. */
  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) clearTimeout(kept.end);
    await kept?.pool.close();
  }
}

/** Changes with a file, as far as its size and time tell. */
export function fileStamp(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtimeMs}` : 'gone';
}
