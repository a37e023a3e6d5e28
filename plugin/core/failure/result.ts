import type { Failure, FailureCode, Result } from '#contracts/failure';
import { failureTable } from './failureTable.js';

/** Builds a failure from the table; `subject` replaces `{}` in its sentence. */
export function failureOf(code: FailureCode, subject = '', detail?: string): Failure {
  const words = failureTable[code];
  return {
    code,
    message: words.message.replace('{}', subject),
    remedy: words.remedy,
    retryable: words.retryable,
    ...(detail === undefined ? {} : { detail }),
  };
}

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail<T = never>(code: FailureCode, subject = '', detail?: string): Result<T> {
  return { ok: false, failure: failureOf(code, subject, detail) };
}

/**
 * A failure on its way up through code that cannot return a Result (streams, callbacks, workers).
 * Caught once, at the border of the job, and turned back into a Result.
 */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = 'FailureError';
  }
}

/** Shorthand for throwing a failure from the table. */
export function failureError(code: FailureCode, subject = '', detail?: string): FailureError {
  return new FailureError(failureOf(code, subject, detail));
}

/** Any thrown value as a Failure; what is not a FailureError is a bug and keeps its stack as detail. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  if (thrown instanceof Error) return failureOf('internal.bug', thrown.message, thrown.stack);
  return failureOf('internal.bug', String(thrown));
}
