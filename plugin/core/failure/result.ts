import type { Failure, FailureCode, Result } from '#contracts/failure';
import { failureTable } from './failureTable.js';

/** What a failure is about: one thing for `{}`, or several by the names they have in the table, such as `{id}`. */
export type FailureSubject = string | Readonly<Record<string, string>>;

/** A function gives the replacement, since a path may hold signs (`$&`) that mean something in a replacement text. */
function filled(sentence: string, subject: FailureSubject): string {
  if (typeof subject === 'string') return sentence.replace('{}', () => subject);
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => subject[name] ?? place);
}

/** Builds a failure from the table; `subject` fills the places of its message and its remedy. */
export function failureOf(code: FailureCode, subject: FailureSubject = '', detail?: string): Failure {
  const words = failureTable[code];
  return {
    code,
    message: filled(words.message, subject),
    remedy: filled(words.remedy, subject),
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
export function failureError(code: FailureCode, subject: FailureSubject = '', detail?: string): FailureError {
  return new FailureError(failureOf(code, subject, detail));
}

/** Any thrown value as a Failure; what is not a FailureError is a bug and keeps its stack as detail. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  if (thrown instanceof Error) return failureOf('internal.bug', thrown.message, thrown.stack);
  return failureOf('internal.bug', String(thrown));
}
