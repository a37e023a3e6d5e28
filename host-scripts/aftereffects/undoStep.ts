/** One action of the editor: one undo step, and the selection as it was. `call` runs between. */
export function undoStep<T>(comp: CompItem, name: string, call: () => T): T {
  var selected: Layer[] = [];
  for (var i = 0; i < comp.selectedLayers.length; i++) selected.push(comp.selectedLayers[i]);
  app.beginUndoGroup('Depthbeat: ' + name);
  try {
    return call();
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
