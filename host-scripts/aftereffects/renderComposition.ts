import { hostFailure } from '../shared/hostFailure.js';

/**
 * Output modules in order of preference, by names that are in every installation. The format cannot be set by a script, only through a
 * template. The first two write PNG frames; they are hidden from the menus and not translated. The others are translated, so that they
 * are found in an English After Effects only; where none is found the editor's default module stands.
 */
var knownTemplates = ['_HIDDEN X-Factor 8', '_HIDDEN X-Factor 16', 'TIFF Sequence with Alpha', 'Lossless with Alpha', 'Lossless'];

export interface RenderedFiles {
  path: string;
  sequence: boolean;
  count: number;
}

function contains(names: string[], name: string): boolean {
  for (var i = 0; i < names.length; i++) if (names[i] === name) return true;
  return false;
}

function chooseTemplate(item: RenderQueueItem, chosen: string): void {
  var names = item.outputModule(1).templates;
  if (chosen !== '') {
    if (!contains(names, chosen)) throw hostFailure('host.operationFailed', 'This After Effects has no output module template ' + chosen + ': choose another one.');
    item.outputModule(1).applyTemplate(chosen);
    return;
  }
  for (var i = 0; i < knownTemplates.length; i++) {
    if (!contains(names, knownTemplates[i])) continue;
    item.outputModule(1).applyTemplate(knownTemplates[i]);
    return;
  }
}

/** A module that was never told where to write may have no file yet: the preferred templates write PNG frames. */
var unsaid = '[#####].png';

/** Frames are counted from 0, not from the first frame of the composition. A module without numbers does not know these settings. */
function countFromZero(item: RenderQueueItem): void {
  try {
    item.outputModule(1).setSettings({ 'Use Comp Frame Number': false, 'Starting #': '0' });
  } catch (noNumbers) {
    void noNumbers;
  }
}

/**
 * Points the module at a file of the right kind; the name it proposes says which (`Comp_[#####].png`, `Comp.mov`). A module is fetched
 * anew each time, for changing its settings makes references to it invalid. True for a sequence.
 */
function pointAt(item: RenderQueueItem, folder: string): boolean {
  var file = item.outputModule(1).file as File | null;
  var proposed = file ? decodeURI(file.name) : unsaid;
  var sequence = proposed.indexOf('[#') >= 0;
  var ending = proposed.substring(proposed.lastIndexOf('.'));
  if (sequence) countFromZero(item);
  item.outputModule(1).file = new File(folder + '/proxy' + (sequence ? '_[#####]' : '') + ending);
  return sequence;
}

/** Rendering the queue renders all of it: what waits there before our own item, the last, is taken off its turn and put back by the function returned. */
function holdBackOthers(): () => void {
  var queue = app.project.renderQueue;
  var held: RenderQueueItem[] = [];
  for (var i = 1; i < queue.numItems; i++) {
    var item = queue.item(i);
    if (item.status !== RQItemStatus.QUEUED) continue;
    item.render = false;
    held.push(item);
  }
  return function () {
    for (var j = 0; j < held.length; j++) held[j].render = true;
  };
}

function filesIn(folder: string): string[] {
  var found = new Folder(folder).getFiles() as (File | Folder)[];
  var paths: string[] = [];
  for (var i = 0; i < found.length; i++) if (/^proxy[_.]/.test(found[i].name)) paths.push(found[i].fsName);
  return paths.sort();
}

function renderItem(item: RenderQueueItem, folder: string, template: string): RenderedFiles {
  item.setSettings({ Quality: 'Best', Resolution: 'Full' });
  chooseTemplate(item, template);
  var sequence = pointAt(item, folder);
  item.render = true;
  var putBack = holdBackOthers();
  try {
    app.project.renderQueue.render();
  } finally {
    putBack();
  }
  if (item.status !== RQItemStatus.DONE) throw hostFailure('host.operationFailed', 'The render of ' + item.comp.name + ' was stopped before it was finished.');
  var files = filesIn(folder);
  if (files.length === 0) throw hostFailure('host.operationFailed', 'After Effects rendered ' + item.comp.name + ' but there is nothing in ' + folder + '.');
  return { path: files[0], sequence: sequence, count: files.length };
}

/** Renders a stretch of a composition into an empty folder, and leaves the render queue as it was. Blocks until it is done. */
export function renderComposition(comp: CompItem, span: { start: number; duration: number }, to: { folder: string; template: string }): RenderedFiles {
  var queue = app.project.renderQueue;
  if (queue.rendering) throw hostFailure('host.operationFailed', 'After Effects is rendering: wait until it is done and try again.');
  var item = queue.items.add(comp);
  try {
    item.timeSpanStart = span.start;
    item.timeSpanDuration = span.duration;
    return renderItem(item, to.folder, to.template);
  } finally {
    item.remove();
  }
}
