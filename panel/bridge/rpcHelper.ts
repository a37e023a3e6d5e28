import { CancellationTokenSource, ErrorCodes, ResponseError } from '#jsonrpc';
import type { Failure } from '#contracts/failure';
import type { HelperMethod, HelperRequests, HelperNotifications, ProtocolVersion } from '#contracts/helperProtocol';
import type { JobEvent } from '#contracts/progress';
import { FailureError, failureError, failureOf, toFailure } from '#core/failure/result';
import { createStore } from '../state/store.js';
import { LogBook } from '../state/logBook.js';
import type { HelperClient, HelperState, RequestOptions, RequestParams } from './helperClient.js';
import type { HelperLink, OpenHelperLink } from './helperLink.js';

const protocol: ProtocolVersion = 1;
/** A helper that stops sooner than this after its start is not started again by itself: it would only stop again. Milliseconds (chosen). */
const steadyAfter = 5000;
/** A first start waits for virus scanners and for macOS to check the program; after this nobody is there. Milliseconds (chosen). */
const greetingPatience = 60_000;

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && typeof (value as Failure).code === 'string' && typeof (value as Failure).message === 'string';
}

/** Codes with which vscode-jsonrpc says that nobody is at the other end. */
const brokenLine: ReadonlySet<number> = new Set([ErrorCodes.MessageWriteError, ErrorCodes.MessageReadError, ErrorCodes.PendingResponseRejected, ErrorCodes.ConnectionInactive]);
/** A line may break before the system tells how the helper ended: time to wait for that, milliseconds (chosen). */
const reasonPatience = 2000;

/** What a request was refused with; a line that broke under it is `helper.lost`. */
function failureFrom(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  if (error instanceof ResponseError && isFailure(error.data)) return new FailureError(error.data);
  if (error instanceof ResponseError && brokenLine.has(error.code)) return failureError('helper.lost', '', error.message);
  if (error instanceof ResponseError) return failureError('internal.bug', error.message);
  return failureError('helper.lost', '', error instanceof Error ? error.message : String(error));
}

function withPatience<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failureError('helper.lost', '', `it did not greet within ${milliseconds / 1000} s`)), milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A helper reached through JSON-RPC. It greets before anything else, and brings a helper that was lost back once. */
export class RpcHelper implements HelperClient {
  readonly state = createStore<HelperState>({ kind: 'starting' });
  private link: Promise<HelperLink> | undefined;
  private lose: ((failure: FailureError) => void) | undefined;
  private readonly listeners = new Map<string, (event: JobEvent) => void>();
  private jobs = 0;
  private startedAt = 0;
  private isDisposed = false;
  private lost: Promise<never> = new Promise(() => undefined);

  constructor(
    private readonly openLink: OpenHelperLink,
    private readonly log: LogBook = new LogBook(),
    private readonly soonest = steadyAfter,
  ) {
    this.restart();
  }

  restart(): void {
    if (this.isDisposed) return;
    this.state.set({ kind: 'starting' });
    this.startedAt = Date.now();
    this.lost = new Promise<never>((_, reject) => (this.lose = reject));
    this.lost.catch(() => undefined);
    this.link = this.open();
    this.link.catch((error: unknown) => this.fail(toFailure(failureFrom(error))));
  }

  private fail(failure: Failure): void {
    this.log.add('panel', `${failure.message} ${failure.detail ?? ''}`);
    this.state.set({ kind: 'failed', failure });
  }

  private async open(): Promise<HelperLink> {
    const link = await this.openLink();
    const { connection } = link;
    connection.onNotification('job.event', ({ job, event }: HelperNotifications['job.event']) => this.listeners.get(job)?.(event));
    connection.onClose(() => this.onLost(link));
    connection.onError(() => undefined);
    connection.listen();
    try {
      const greeting = Promise.race([connection.sendRequest('hello', { protocol, token: link.token }), this.lost]);
      const hello = (await withPatience(greeting, greetingPatience)) as HelperRequests['hello']['result'];
      if (hello.protocol !== protocol) throw failureError('helper.refused', `it speaks version ${String(hello.protocol)}, the panel ${protocol}`);
      this.log.add('panel', `helper ${hello.version}, protocol ${hello.protocol}, process ${hello.process}`);
      this.state.set({ kind: 'ready', hello });
      return link;
    } catch (error) {
      const failure = failureFrom(error);
      const reason = failure.failure.code === 'helper.lost' ? await withPatience(this.lost, reasonPatience).catch((better: unknown) => (better instanceof FailureError && better.failure.message !== failure.failure.message ? better : failure)) : failure;
      link.close();
      throw reason;
    }
  }

  private onLost(link: HelperLink): void {
    const failure = link.whyLost();
    this.lose?.(new FailureError(failure));
    link.connection.dispose();
    // Before the greeting, `open` tells of the loss.
    if (this.isDisposed || this.state.get().kind !== 'ready') return;
    if (Date.now() - this.startedAt < this.soonest) return this.fail(failure);
    this.log.add('panel', `${failure.message} It is started again.`);
    this.restart();
  }

  async request<Method extends HelperMethod>(method: Method, params: RequestParams<Method>, options: RequestOptions = {}): Promise<HelperRequests[Method]['result']> {
    if (this.isDisposed || !this.link) throw failureError('helper.lost');
    if (options.signal?.aborted) throw failureError('cancelled');
    const { connection } = await this.link.catch((error: unknown) => Promise.reject(failureFrom(error)));
    const job = `panel-${Date.now().toString(36)}-${++this.jobs}`;
    const source = new CancellationTokenSource();
    const cancel = (): void => source.cancel();
    options.signal?.addEventListener('abort', cancel);
    if (options.onEvent) this.listeners.set(job, options.onEvent);
    try {
      const answer = connection.sendRequest(method, options.onEvent ? { ...params, job } : params, source.token);
      return (await Promise.race([answer, this.lost])) as HelperRequests[Method]['result'];
    } catch (error) {
      throw options.signal?.aborted ? failureError('cancelled') : failureFrom(error);
    } finally {
      options.signal?.removeEventListener('abort', cancel);
      this.listeners.delete(job);
      source.dispose();
    }
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.state.set({ kind: 'failed', failure: failureOf('helper.lost') });
    void this.link?.then((link) => link.close()).catch(() => undefined);
    this.listeners.clear();
  }
}
