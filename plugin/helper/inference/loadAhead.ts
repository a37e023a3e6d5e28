import { availableParallelism } from 'node:os';
import { statSync } from 'node:fs';
import { failureError } from '#core/failure/result';
import { WorkerPool } from '../workers/workerCalls.js';
import type { DepthCall, WorkerReply } from './depthWorker.js';
import type { KeptNetwork, LoadedNetwork } from './keptNetwork.js';
import type { NetworkPorts } from './onnxModel.js';

export type DepthPool = WorkerPool<DepthCall, WorkerReply>;

/**
 * A network up to this size runs as one single-threaded session per core: small layers do not fill several threads (measured for the
 * bundled network: 8.5 ms CPU a picture on one thread against 16 on two). Larger ones get one session with all cores, since a second
 * copy of their weights and activations costs more memory than it saves time.
 */
const SMALL_MODEL_BYTES = 40e6;

/** How a network file is run: sessions, and threads of each. */
export interface Sessions {
  readonly isSmall: boolean;
  readonly count: number;
  readonly threads: number;
}

export function sessionsFor(path: string, provider: string): Sessions {
  const cores = Math.max(1, availableParallelism());
  const isSmall = provider === 'cpu' && statSync(path).size < SMALL_MODEL_BYTES;
  return isSmall ? { isSmall, count: Math.min(cores, 4), threads: 1 } : { isSmall, count: 1, threads: cores };
}

/** The processor runs a large network, which keeps all cores busy for as long as it works. */
export const keepsCoresBusy = (path: string, provider: string): boolean => provider === 'cpu' && !sessionsFor(path, provider).isSmall;

export const startWorkers = ({ count }: Sessions): DepthPool => new WorkerPool<DepthCall, WorkerReply>(new URL('./depthWorker.js', import.meta.url), count);

/** Threads that hold a network, or soon will, and what its file says of itself. */
export interface TakenNetwork {
  readonly pool: DepthPool;
  readonly ports: Promise<NetworkPorts>;
}

/**
 * A large network file that is loaded while its hash is still being found out: each takes about as long. Nothing is computed with it before it is
 * known to be what it should be, and how it is fed. `kept`: what an earlier job has loaded need not be loaded again.
 */
export class LoadAhead {
  #begun: (TakenNetwork & { readonly path: string }) | undefined;
  readonly #kept: KeptNetwork | undefined;
  #isReady = false;

  constructor(kept?: KeptNetwork) {
    this.#kept = kept;
  }

  /** A network is there, or soon. */
  get isBegun(): boolean {
    return this.#begun !== undefined || this.#isReady;
  }

  /**
   * Starts loading for the processor and gives what the file says of itself, which need not be asked a second time then; nothing for a small file, which is loaded as
   * quickly when its turn comes. The promise fails as `openOnnxModel` does.
   */
  begin(path: string): Promise<NetworkPorts> | undefined {
    if (this.#begun) return this.#begun.path === path ? this.#begun.ports : undefined;
    const known = this.#kept?.portsOf(path);
    this.#isReady = known !== undefined;
    if (known) return Promise.resolve(known);
    const sessions = sessionsFor(path, 'cpu');
    if (sessions.isSmall) return undefined;
    // Two may not fit into memory.
    void this.#kept?.close();
    const pool = startWorkers(sessions);
    const ports = pool.callAll({ kind: 'load', path, provider: 'cpu', threads: sessions.threads }).then(([reply]) => portsIn(reply));
    // What is wrong with it is told when it is opened.
    ports.catch(() => undefined);
    this.#begun = { path, pool, ports };
    return ports;
  }

  /** The threads that hold a network; they belong to the caller from then on. Nothing where none was begun, or another one, which is given up. */
  take(wanted: Pick<LoadedNetwork, 'model' | 'provider'>): TakenNetwork | undefined {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun?.path === wanted.model.path && wanted.provider === 'cpu') return begun;
    void begun?.pool.close();
    const kept = this.#kept?.take(wanted);
    return kept && { pool: kept.pool, ports: Promise.resolve(kept.ports) };
  }

  /** Takes threads back that a job is done with: for the next one, or to end them. */
  async giveBack(network: LoadedNetwork): Promise<void> {
    if (this.#kept) this.#kept.keep(network);
    else await network.pool.close();
  }

  /** Ends what was begun and not taken. */
  async close(): Promise<void> {
    const begun = this.#begun;
    this.#begun = undefined;
    await begun?.pool.close();
  }
}

function portsIn(reply: WorkerReply | undefined): NetworkPorts {
  if (reply?.kind !== 'load') throw failureError('internal.bug', 'the depth worker did not load its network');
  return reply.ports;
}
