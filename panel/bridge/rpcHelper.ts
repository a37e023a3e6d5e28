import { CancellationTokenSource, ResponseError } from 'vscode-jsonrpc/browser';
import type { Failure } from '#contracts/failure';
import type { HelperMethod, HelperRequests, HelperNotifications, ProtocolVersion } from '#contracts/helperProtocol';
import type { JobEvent } from '#contracts/progress';
import { FailureError, failureError, failureOf, toFailure } from '#core/failure/result';
import { createStore } from '../state/store.js';
import type { HelperClient, HelperState, RequestOptions, RequestParams } from './helperClient.js';
import type { HelperLink, OpenHelperLink } from './helperLink.js';

const protocol: ProtocolVersion = 1;
/** A helper that stops sooner than this after its start is not started again by itself: it would only stop again. Milliseconds (chosen). */
const soonest = 5000;

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && typeof (value as Failure).code === 'string' && typeof (value as Failure).message === 'string';
}

/** What a request was refused with; a line that broke under it is `helper.lost`. */
function failureFrom(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  if (error instanceof ResponseError && isFailure(error.data)) return new FailureError(error.data);
  if (error instanceof ResponseError) return failureError('internal.bug', error.message);
  return failureError('helper.lost', '', error instanceof Error ? error.message : String(error));
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

  constructor(private readonly openLink: OpenHelperLink) {
    this.restart();
  }

  restart(): void {
    if (this.isDisposed) return;
    this.state.set({ kind: 'starting' });
    this.startedAt = Date.now();
    this.lost = new Promise<never>((_, reject) => (this.lose = reject));
    this.lost.catch(() => undefined);
    this.link = this.open();
    this.link.catch((error: unknown) => this.state.set({ kind: 'failed', failure: toFailure(failureFrom(error)) }));
  }

  private async open(): Promise<HelperLink> {
    const link = await this.openLink();
    const { connection } = link;
    connection.onNotification('job.event', ({ job, event }: HelperNotifications['job.event']) => this.listeners.get(job)?.(event));
    connection.onClose(() => this.onLost(link));
    connection.onError(() => undefined);
    connection.listen();
    const hello = (await Promise.race([connection.sendRequest('hello', { protocol, token: link.token }), this.lost])) as HelperRequests['hello']['result'];
    if (hello.protocol !== protocol) throw failureError('helper.refused', `it speaks version ${String(hello.protocol)}, the panel ${protocol}`);
    this.state.set({ kind: 'ready', hello });
    return link;
  }

  private onLost(link: HelperLink): void {
    const failure = failureError('helper.lost', '', link.lastWords());
    this.lose?.(failure);
    link.connection.dispose();
    if (this.isDisposed) return;
    const wasSteady = this.state.get().kind === 'ready' && Date.now() - this.startedAt > soonest;
    if (wasSteady) this.restart();
    else this.state.set({ kind: 'failed', failure: failure.failure });
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
