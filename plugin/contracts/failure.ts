/** Every failure a user can meet, as `area.problem`. The sentences live in `core/failure`. */
export type FailureCode =
  | 'cancelled'
  | 'usage.invalid'
  | 'internal.bug'
  | 'contract.invalid'
  | 'environment.nodeTooOld'
  | 'environment.ffmpegMissing'
  | 'environment.browserMissing'
  | 'environment.addressSpace'
  | 'media.missing'
  | 'media.unreadable'
  | 'media.noVideo'
  | 'media.noAudio'
  | 'media.truncated'
  | 'media.tooLarge'
  | 'media.changed'
  | 'media.encodeFailed'
  | 'audio.empty'
  | 'output.unwritable'
  | 'output.gone'
  | 'output.diskFull'
  | 'output.busy'
  | 'output.foreign'
  | 'output.otherPass'
  | 'depth.incomplete'
  | 'model.unknown'
  | 'model.missing'
  | 'model.hashMismatch'
  | 'model.otherFile'
  | 'model.unreadable'
  | 'model.wrongShape'
  | 'model.licenceNotAccepted'
  | 'model.downloadFailed'
  | 'model.unconfirmed'
  | 'model.notInPrecision'
  | 'inference.providerUnavailable'
  | 'inference.outOfMemory'
  | 'inference.failed'
  | 'recipe.unknown'
  | 'recipe.invalid'
  | 'preset.invalid'
  | 'plan.capabilityMissing'
  | 'plan.noBeats'
  | 'selection.empty'
  | 'selection.several'
  | 'selection.unsupported'
  | 'selection.locked'
  | 'selection.missingFootage'
  | 'host.operationFailed'
  | 'host.bridgeLost'
  | 'helper.lost'
  | 'helper.refused';

/** What a person is told when something could not be done. JSON-safe: it crosses every border unchanged. */
export interface Failure {
  readonly code: FailureCode;
  /** One sentence: what could not be done, with the name of the thing. */
  readonly message: string;
  /** One sentence: what to do now. */
  readonly remedy: string;
  /** True when the same call may succeed later with nothing changed. */
  readonly retryable: boolean;
  /** The cause in the words of the part that failed (a decoder's last line, a system error); for logs, not for headlines. */
  readonly detail?: string;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };
