import { ErrorCodes, ResponseError, type CancellationToken, type MessageConnection } from 'vscode-jsonrpc/node';
import type { Failure } from '#contracts/failure';
import type { HelperMethod, HelperNotifications, HelperRequests } from '#contracts/helperProtocol';
import { failureOf, toFailure } from '#core/failure/result';
import { helperParams } from '#core/parsing/parseHelperParams';
import { parseWith } from '#core/parsing/parser';

export interface RequestContext {
  /** Aborted when the caller cancels, or the connection is lost. */
  readonly signal: AbortSignal;
  notify<Name extends keyof HelperNotifications>(name: Name, params: HelperNotifications[Name]): void;
}

/** What the helper can do, one function per method of the protocol. */
export type HelperHandlers = {
  readonly [Method in HelperMethod]: (params: HelperRequests[Method]['params'], context: RequestContext) => Promise<HelperRequests[Method]['result']>;
};

/** JSON-RPC's range for errors of the application. */
const applicationError = -32000;

function responseError(failure: Failure): ResponseError<Failure> {
  return new ResponseError(failure.code === 'contract.invalid' ? ErrorCodes.InvalidParams : applicationError, failure.message, failure);
}

function abortWith(token: CancellationToken, lost: AbortSignal): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const cancelled = token.onCancellationRequested(abort);
  lost.addEventListener('abort', abort);
  if (lost.aborted || token.isCancellationRequested) abort();
  return {
    signal: controller.signal,
    release: () => {
      cancelled.dispose();
      lost.removeEventListener('abort', abort);
    },
  };
}

export interface ServedConnection {
  /** Resolves when the other side is gone. */
  readonly lost: Promise<void>;
  /** Aborts what is running and resolves when all of it has ended. */
  stop(): Promise<void>;
}

/**
 * Answers a connection with the handlers. Nothing but `hello` is answered before `hello` has succeeded. Parameters are parsed, failures
 * travel as the data of the error, and a lost connection aborts what it had asked for.
 */
export function serveConnection(connection: MessageConnection, handlers: HelperHandlers): ServedConnection {
  const lostController = new AbortController();
  const running = new Set<Promise<unknown>>();
  const lost = new Promise<void>((resolve) => lostController.signal.addEventListener('abort', () => resolve()));
  let hasMet = false;

  async function answer<Method extends HelperMethod>(method: Method, value: unknown, token: CancellationToken): Promise<unknown> {
    if (!hasMet && method !== 'hello') return responseError(failureOf('helper.refused', 'the first message must be hello'));
    const params = parseWith(helperParams[method], value, `the ${method} message`);
    if (!params.ok) return responseError(params.failure);
    const { signal, release } = abortWith(token, lostController.signal);
    try {
      const context: RequestContext = { signal, notify: (name, content) => void connection.sendNotification(name, content).catch(() => undefined) };
      const result = await handlers[method](params.value, context);
      if (method === 'hello') hasMet = true;
      return result;
    } catch (error) {
      return responseError(toFailure(error));
    } finally {
      release();
    }
  }

  for (const method of Object.keys(helperParams) as HelperMethod[]) {
    connection.onRequest(method, (params: unknown, token: CancellationToken) => {
      const request = answer(method, params, token);
      running.add(request);
      return request.finally(() => running.delete(request));
    });
  }
  connection.onClose(() => lostController.abort());
  connection.onError(() => undefined);
  connection.listen();
  const stop = async (): Promise<void> => {
    lostController.abort();
    await Promise.allSettled(running);
  };
  return { lost, stop };
}
