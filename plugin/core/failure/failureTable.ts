import type { FailureCode } from '#contracts/failure';

interface FailureWords {
  /** `{}` is replaced by the subject: a path, a model id, a name; where there are several, each place has a name. */
  readonly message: string;
  /** Has places too. */
  readonly remedy: string;
  readonly retryable: boolean;
}

const once = (message: string, remedy: string): FailureWords => ({ message, remedy, retryable: false });
const again = (message: string, remedy: string): FailureWords => ({ message, remedy, retryable: true });

/** The one place where failure codes become sentences. Exhaustive: a new code without words does not compile. */
export const failureTable: { readonly [Code in FailureCode]: FailureWords } = {
  cancelled: again('Stopped before it was finished.', 'Run the same command again: it goes on where it stopped.'),
  'usage.invalid': once('{}.', 'Run the command with --help to see what it takes.'),
  'internal.bug': once('Something went wrong inside Depthbeat: {}.', 'Please report it with the log.'),
  'contract.invalid': once('{} is not a file that Depthbeat can read.', 'Make it again with the command that wrote it, or choose another file.'),
  'environment.nodeTooOld': once('Depthbeat needs Node 20.9 or newer; this is {}.', 'Install a current Node from nodejs.org.'),
  'environment.ffmpegMissing': once('FFmpeg was not found.', 'Install it (macOS: brew install ffmpeg; Windows: winget install ffmpeg; Debian and Ubuntu: apt-get install ffmpeg) or set DEPTHBEAT_FFMPEG to its path.'),
  'environment.browserMissing': once('No Chromium or Chrome was found for the browser tests.', 'Install Chromium, or set DEPTHBEAT_CHROMIUM to its path.'),
  'environment.addressSpace': once('The system lets this program reserve too little address space.', 'Raise the limit (ulimit -v unlimited), or set NODE_OPTIONS=--disable-wasm-trap-handler, which is slower and reserves none.'),
  'media.missing': once('There is no file {}.', 'Check the path.'),
  'media.unreadable': once('{} could not be read as media.', 'Play it to check that it is whole, or convert it to MP4, MOV or WAV.'),
  'media.noVideo': once('{} has no video.', 'Choose a clip with a picture.'),
  'media.noAudio': once('{} has no sound.', 'Choose a song, or a clip with sound.'),
  'media.truncated': once('{} ends too early: the file is damaged or still being written.', 'Copy or export it again.'),
  'media.tooLarge': once('{} is larger than can be processed.', 'Scale the clip down first, at most 16384 pixels on a side.'),
  'media.changed': once('{} changed while it was being read.', 'Wait until nothing writes to it, then run again.'),
  'media.encodeFailed': once('The video {} could not be written.', 'Check that this FFmpeg can encode H.264 or VP9 (depthbeat doctor).'),
  'audio.empty': once('{} holds no sound to follow: it is silent or too short.', 'Choose another song.'),
  'output.unwritable': once('{} cannot be written.', 'Choose another folder with --out, or change its permissions.'),
  'output.gone': again('The folder {} is gone: it was moved or deleted, or its drive was disconnected.', 'Bring it back, then run the same command again: it goes on where it stopped. Or choose another folder with --out.'),
  'output.diskFull': again('The disk is full: {} could not be written.', 'Free some space, then run the same command again: it goes on where it stopped.'),
  'output.busy': again('Another depth job is writing to {}.', 'Wait for it, or choose another folder.'),
  'output.foreign': once('{} already holds something else.', 'Choose an empty folder or another name with --out.'),
  'output.otherPass': once('{}.', 'Choose another folder with --out, or delete that one to make this pass in its place.'),
  'depth.incomplete': once('The depth pass in {} is not complete.', 'Run the depth command again to finish it.'),
  'model.unknown': once('There is no model named {}.', 'Run depthbeat models to see what there is, or give the path of an .onnx file.'),
  'model.missing': once('The model {} is not installed.', 'Run depthbeat models fetch with its name, or add the file with depthbeat models add.'),
  'model.hashMismatch': once('The model file {path} is not the one that is listed.', 'Put the right one in its place: {way}.'),
  'model.otherFile': once('{path} is not the listed file of {title}.', 'Add it as a model of its own, without --as; your file stays as it is.'),
  'model.unreadable': once('{} is not a model that ONNX Runtime can load.', 'Check that the file is whole and is an .onnx file.'),
  'model.wrongShape': once('{} is not a depth network of a known kind.', 'It needs one picture in and one depth map out.'),
  'model.licenceNotAccepted': once('The licence of {} has not been accepted.', 'Read it, then repeat the command with --accept-licence.'),
  'model.downloadFailed': again('{title} could not be downloaded: {cause}.', 'Check the network and try again, or get {url} elsewhere and run {way}.'),
  'model.unconfirmed': once('No download of {title} has been confirmed, so none is offered.', 'Get {source} yourself, then run {way}.'),
  'model.notInPrecision': once('{title} is not offered as {precision}.', 'It is offered as {offered}: name one of these with --precision.'),
  'inference.providerUnavailable': once('The provider {} does not work here.', 'Run depthbeat doctor to see which do, or leave out --provider.'),
  'inference.outOfMemory': once('There is not enough memory to run {}.', 'Choose a smaller model or --size half.'),
  'inference.failed': once('The depth network failed: {}.', 'Try another model or --provider cpu.'),
  'recipe.unknown': once('There is no recipe named {}.', 'Run depthbeat recipes to see what there is.'),
  'recipe.invalid': once('The recipe {} is not valid.', 'Correct the named field.'),
  'preset.invalid': once('The preset {} is not valid.', 'Export it again from Depthbeat.'),
  'plan.capabilityMissing': once('This host cannot do what the recipe needs: {}.', 'Choose another recipe or a newer host.'),
  'plan.noBeats': once('The music of {} has no beats to follow.', 'Choose another song, or tap the beats yourself.'),
  'selection.empty': once('No layer is selected.', 'Select one footage layer in the timeline.'),
  'selection.several': once('Several layers are selected.', 'Select one footage layer.'),
  'selection.unsupported': once('The selected layer {} has no footage to work on.', 'Select a footage layer.'),
  'selection.locked': once('The layer {} is locked.', 'Unlock it and try again.'),
  'selection.missingFootage': once('The footage of {} is missing.', 'Relink it in the project panel.'),
  'host.operationFailed': once('After Effects refused a step: {}.', 'Undo, then try again; the log names the step.'),
  'host.bridgeLost': again('The host did not answer.', 'Try again; if it stays silent, close and open the panel.'),
  'helper.lost': again('The depth helper stopped.', 'It starts again by itself; run the job again to go on.'),
  'helper.refused': once('The helper refused the connection: {}.', 'Start it again and use the address that it prints.'),
};
