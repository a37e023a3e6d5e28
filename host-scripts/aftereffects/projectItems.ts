import { printTag, readTag } from './tags.js';
import type { Session } from './session.js';

/** The first project item that passes. Items are counted from 1. */
export function findItem(passes: (item: _ItemClasses) => boolean): _ItemClasses | null {
  for (var i = 1; i <= app.project.numItems; i++) {
    var item = app.project.item(i);
    if (passes(item)) return item;
  }
  return null;
}

function isFolderNamed(item: _ItemClasses, name: string, parent: FolderItem): boolean {
  return typeof (item as FolderItem).numItems === 'number' && item.name === name && item.parentFolder.id === parent.id;
}

/** The folder of that path below the project's root, made where it is missing. */
export function projectFolder(session: Session, path: readonly string[]): FolderItem {
  var parent = app.project.rootFolder;
  for (var i = 0; i < path.length; i++) {
    parent = childFolder(session, path[i], parent);
  }
  return parent;
}

function childFolder(session: Session, name: string, parent: FolderItem): FolderItem {
  var found = findItem(function (item) {
    return isFolderNamed(item, name, parent);
  });
  if (found) return found as FolderItem;
  var folder = parent.items.addFolder(name);
  folder.comment = printTag({ plan: '-', operation: 'folder', target: 0 });
  session.undo.push(function () {
    folder.remove();
  });
  return folder;
}

/** Removes an item of ours when nothing uses it any more, and then its folders when they are empty. */
export function removeUnused(item: _ItemClasses): void {
  var folder = item.parentFolder;
  if (!readTag(item.comment) || ((item as AVItem).usedIn && (item as AVItem).usedIn.length > 0)) return;
  item.remove();
  while (folder && folder.id !== app.project.rootFolder.id && folder.numItems === 0 && readTag(folder.comment)) {
    var parent = folder.parentFolder;
    folder.remove();
    folder = parent;
  }
}
