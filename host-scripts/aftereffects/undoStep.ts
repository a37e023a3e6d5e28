/** Takes back what was done, to be run from the last to the first. */
export type UndoList = (() => void)[];

/** A later step may have taken along what an earlier one made; the remaining steps still have to be taken back. */
function takeBack(undo: UndoList): void {
  for (var i = undo.length - 1; i >= 0; i--) {
    try {
      undo[i]();
    } catch (alreadyGone) {
      void alreadyGone;
    }
  }
}

/**
 * One action of the editor: one undo step, and the selection as it was. `call` runs between and notes how to take back what it does;
 * when it fails, that happens before the failure goes on, since an undo group does not outlive the call and the Undo command may be
 * ignored without focus.
 */
export function undoStep<T>(comp: CompItem, name: string, call: (undo: UndoList) => T): T {
  var selected: Layer[] = [];
  for (var i = 0; i < comp.selectedLayers.length; i++) selected.push(comp.selectedLayers[i]);
  var undo: UndoList = [];
  app.beginUndoGroup('Depthbeat: ' + name);
  try {
    return call(undo);
  } catch (thrown) {
    takeBack(undo);
    throw thrown;
  } finally {
    restore(comp, selected);
    app.endUndoGroup();
  }
}

/** Layers that were removed meanwhile are left out. */
function restore(comp: CompItem, selected: Layer[]): void {
  for (var i = 1; i <= comp.numLayers; i++) comp.layer(i).selected = false;
  for (var j = 0; j < selected.length; j++) {
    try {
      selected[j].selected = true;
    } catch (gone) {
      void gone;
    }
  }
}
