import type { Failure } from '#contracts/failure';
import type { HostCalls, HostReply } from '#contracts/hostProtocol';
import { FailureError, failureError } from '#core/failure/result';
import { failureTable } from '#core/failure/failureTable';
import { quoteAscii } from '#core/lowering/quoteAscii';
import type { HostClient, HostParams } from './hostClient.js';

/** Evaluates text in the host's script engine and gives back the answer as text: the one thing CEP offers. */
export type EvaluateScript = (script: string) => Promise<string>;

/** The literal with which CEP reports that a script threw. */
const scriptError = 'EvalScript error.';
/** A host that is rendering or shows a dialogue does not answer; after this long we stop waiting. Milliseconds (chosen). */
const usualPatience = 120_000;

function withPatience(answer: Promise<string>, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failureError('host.bridgeLost', '', `no answer for ${patience / 1000} s`)), patience);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function failureOfReply(reply: Extract<HostReply<unknown>, { ok: 0 }>): Failure {
  const words = failureTable[reply.code] ?? failureTable['host.operationFailed'];
  const place = [...(reply.operation === '' ? [] : [`step ${reply.operation}`]), ...(reply.line > 0 ? [`line ${reply.line}`] : [])].join(', ');
  // What the host says of a selection ends with what to do.
  const remedy = reply.code.startsWith('selection.') ? '' : words.remedy;
  return { code: reply.code, message: reply.message, remedy, retryable: words.retryable, ...(place === '' ? {} : { detail: place }) };
}

/** Reads a reply. An empty one, `undefined` and CEP's error text are a broken bridge, never an empty result. */
export function readReply<T>(text: string): T {
  if (text === '' || text === 'undefined' || text === scriptError) throw failureError('host.bridgeLost', '', text === '' ? 'an empty answer' : text);
  let reply: HostReply<T> | null;
  try {
    reply = JSON.parse(text) as HostReply<T> | null;
  } catch {
    throw failureError('host.bridgeLost', '', `not a reply: ${text.slice(0, 200)}`);
  }
  if (reply?.ok === 1) return reply.v;
  if (reply?.ok === 0) throw new FailureError(failureOfReply(reply));
  throw failureError('host.bridgeLost', '', `not a reply: ${text.slice(0, 200)}`);
}

/**
 * A host that is spoken to by evaluating scripts. The text is a fixed function name and one quoted ASCII string, so nothing a user
 * typed is ever source. Calls run one after another: the host has one thread, and overlapping answers were seen to be lost.
 */
export class ScriptHost implements HostClient {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly evaluate: EvaluateScript) {}

  call<Call extends keyof HostCalls>(name: Call, params: HostParams<Call>, patience = usualPatience): Promise<HostCalls[Call]['result']> {
    const script = `$.global.depthbeat.${name}(${quoteAscii(params)})`;
    const run = async (): Promise<HostCalls[Call]['result']> => readReply(await withPatience(this.evaluate(script), patience));
    const result = this.last.then(run, run);
    this.last = result.catch(() => undefined);
    return result;
  }
}
