import type { FailureCode } from '#contracts/failure';

/** A failure with a code, thrown inside host scripts and turned into a reply at the border. */
export interface HostFailure {
  isHostFailure: true;
  code: FailureCode;
  message: string;
}

export function hostFailure(code: FailureCode, message: string): HostFailure {
  return { isHostFailure: true, code: code, message: message };
}

function isHostFailure(thrown: unknown): thrown is HostFailure {
  return typeof thrown === 'object' && thrown !== null && (thrown as HostFailure).isHostFailure === true;
}

export interface DescribedError {
  code: FailureCode;
  message: string;
  line: number;
}

/** Any thrown value in words. `Error.start` and `end` are always 0 in After Effects 26; `line` is right. */
export function describeError(thrown: unknown): DescribedError {
  if (isHostFailure(thrown)) return { code: thrown.code, message: thrown.message, line: 0 };
  var error = thrown as { message?: string; line?: number } | null;
  var message = error && error.message ? String(error.message) : String(thrown);
  return { code: 'host.operationFailed', message: message, line: error && error.line ? Number(error.line) : 0 };
}
