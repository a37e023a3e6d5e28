import { describeError } from '../../shared/hostFailure.js';
import { effectChecks, type Check } from './checks.js';
import { compositionChecks } from './compositionChecks.js';

var checks = effectChecks.concat(compositionChecks);

/** Each check has a composition of its own at a rate that is not whole. */
function runCheck(check: Check, folder: FolderItem): string {
  var comp = folder.items.addComp('Depthbeat selftest ' + check.name, 64, 64, 1, 10, 24000 / 1001);
  try {
    return check.name + ': ' + check.run(comp);
  } catch (thrown) {
    return check.name + ': FAILED, ' + describeError(thrown).message;
  }
}

/** Items the checks brought in (solids, precomps) are those that were not there before; removing a folder takes several along. */
function removeNewItems(before: { [id: number]: boolean }): void {
  for (var i = app.project.numItems; i >= 1; i--) {
    if (i <= app.project.numItems && !before[app.project.item(i).id]) app.project.item(i).remove();
  }
}

function itemIds(): { [id: number]: boolean } {
  var ids: { [id: number]: boolean } = {};
  for (var i = 1; i <= app.project.numItems; i++) ids[app.project.item(i).id] = true;
  return ids;
}

function runAll(): string {
  var before = itemIds();
  var lines = ['Depthbeat self-test, After Effects ' + app.version, 'bits ' + app.project.bitsPerChannel + ', working space "' + app.project.workingSpace + '", expressions ' + app.project.expressionEngine];
  app.beginUndoGroup('Depthbeat self-test');
  try {
    var folder = app.project.rootFolder.items.addFolder('Depthbeat selftest');
    for (var i = 0; i < checks.length; i++) lines.push(runCheck(checks[i], folder));
    removeNewItems(before);
  } finally {
    app.endUndoGroup();
  }
  return lines.join('\n');
}

/** The report goes to the desktop when scripts may write files, and is shown in any case. */
function report(text: string): void {
  var file = new File('~/Desktop/depthbeat-selftest.txt');
  if (file.open('w')) {
    file.write(text);
    file.close();
  }
  alert(text);
}

report(runAll());
