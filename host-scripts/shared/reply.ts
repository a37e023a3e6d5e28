import { describeError } from './hostFailure.js';
import { writeJson } from './json.js';

/** Which operation is being carried out, for the reply when it fails. */
export interface Progress {
  operation: string;
}

/** Runs a call and answers as text: an error that left evalScript would arrive without its words. */
export function replyWith(call: (progress: Progress) => unknown): string {
  var progress: Progress = { operation: '' };
  try {
    return writeJson({ ok: 1, v: call(progress) });
  } catch (thrown) {
    var error = describeError(thrown);
    return writeJson({ ok: 0, code: error.code, message: error.message, line: error.line, operation: progress.operation });
  }
}
