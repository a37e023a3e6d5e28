import type { Failure } from '#contracts/failure';
import type { HelloResult, HelperMethod, HelperRequests } from '#contracts/helperProtocol';
import type { JobEvent } from '#contracts/progress';
import type { ReadableStore } from '../state/store.js';

export type HelperState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly hello: HelloResult }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** What the job says of itself; only for methods whose parameters carry a `job`. */
  readonly onEvent?: (event: JobEvent) => void;
}

type ParamsOf<Method extends HelperMethod> = HelperRequests[Method]['params'];
/** The token that ties events to a request is chosen by the client. */
export type RequestParams<Method extends HelperMethod> = Omit<ParamsOf<Method>, 'job'>;

/** Port: the helper process, wherever it runs. Requests reject with a FailureError; a lost helper rejects all with `helper.lost`. */
export interface HelperClient {
  readonly state: ReadableStore<HelperState>;
  request<Method extends HelperMethod>(method: Method, params: RequestParams<Method>, options?: RequestOptions): Promise<HelperRequests[Method]['result']>;
  /** Starts the helper again after it failed. */
  restart(): void;
  dispose(): void;
}
