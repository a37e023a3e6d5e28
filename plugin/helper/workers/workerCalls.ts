import '../inference/noTelemetry.js';
import { Worker, workerData, type MessagePort, type Transferable } from 'node:worker_threads';
import { failureError, FailureError, toFailure } from '#core/failure/result';
import type { Failure } from '#contracts/failure';
import { giveWay } from './giveWay.js';

interface Call<Request> {
  readonly id: number;
  readonly request: Request;
}
type Answer<Reply> = { readonly id: number; readonly reply: Reply } | { readonly id: number; readonly failure: Failure };

/** A reply and the buffers in it that change owner instead of being copied. */
export interface Handed<Reply> {
  readonly reply: Reply;
  readonly transfer?: readonly Transferable[];
}

/** Inside a worker: answers each call with what `handle` gives; a thrown failure crosses over as data. */
export function answerCalls<Request, Reply>(port: MessagePort, handle: (request: Request) => Promise<Handed<Reply>> | Handed<Reply>): void {
  if ((workerData as WorkerTraits | null)?.givesWay) giveWay();
  const answer = async ({ id, request }: Call<Request>): Promise<void> => {
    try {
      const { reply, transfer } = await handle(request);
      port.postMessage({ id, reply } satisfies Answer<Reply>, [...(transfer ?? [])]);
    } catch (error) {
      port.postMessage({ id, failure: toFailure(error) } satisfies Answer<Reply>);
    }
  };
  port.on('message', (call: Call<Request>) => void answer(call));
}

interface Waiting<Reply> {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** `givesWay`: its thread gives way to others (`giveWay`). */
export interface WorkerTraits {
  readonly givesWay?: boolean;
}

/** A worker thread as an asynchronous function. A worker that dies rejects every open call with `inference.failed`. */
export class WorkerCalls<Request, Reply> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Reply>>();
  #next = 0;
  #lost: Error | undefined;

  constructor(file: URL, traits: WorkerTraits = {}) {
    this.#worker = new Worker(file, { workerData: traits });
    this.#worker.on('message', (answer: Answer<Reply>) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#lose(error));
    this.#worker.on('exit', () => this.#lose(failureError('inference.failed', 'a worker ended')));
    // Only open calls keep the process alive.
    this.#worker.unref();
  }

  /** Open calls: the measure of how busy this worker is. */
  get load(): number {
    return this.#waiting.size;
  }

  call(request: Request, transfer: readonly Transferable[] = []): Promise<Reply> {
    if (this.#lost) return Promise.reject(this.#lost);
    const id = this.#next++;
    this.#worker.ref();
    const reply = new Promise<Reply>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, request } satisfies Call<Request>, [...transfer]);
    return reply;
  }

  async close(): Promise<void> {
    this.#lost ??= failureError('cancelled');
    await this.#worker.terminate();
  }

  #settle(answer: Answer<Reply>): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('failure' in answer) waiting?.reject(new FailureError(answer.failure));
    else waiting?.resolve(answer.reply);
  }

  #lose(error: unknown): void {
    this.#lost ??= error instanceof FailureError ? error : failureError('inference.failed', 'a worker stopped', String(error));
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}

/** Several equal workers; a call goes to the least busy. */
export class WorkerPool<Request, Reply> {
  readonly #workers: readonly WorkerCalls<Request, Reply>[];

  constructor(file: URL, count: number, traits: WorkerTraits = {}) {
    this.#workers = Array.from({ length: count }, () => new WorkerCalls<Request, Reply>(file, traits));
  }

  get size(): number {
    return this.#workers.length;
  }

  call(request: Request, transfer: readonly Transferable[] = []): Promise<Reply> {
    const idlest = this.#workers.reduce((best, worker) => (worker.load < best.load ? worker : best));
    return idlest.call(request, transfer);
  }

  /** The same call to every worker. */
  callAll(request: Request): Promise<Reply[]> {
    return Promise.all(this.#workers.map((worker) => worker.call(request)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }
}
