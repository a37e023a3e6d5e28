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
  folder.comment = printTag({ plan: '-', operation: 'folder', target: 0, tolerance: 0 });
  session.undo.push(function () {
    folder.remove();
  });
  return folder;
}

function itemById(id: number): _ItemClasses | null {
  return findItem(function (item) {
    return item.id === id;
  });
}

/** Ids of what the layers of a composition show; nothing for other items. Ids, because a removed item cannot even be asked its own. */
function sourcesIn(item: _ItemClasses): number[] {
  var sources: number[] = [];
  var comp = item as CompItem;
  if (typeof comp.layers === 'undefined') return sources;
  for (var i = 1; i <= comp.numLayers; i++) sources.push((comp.layer(i) as AVLayer).source.id);
  return sources;
}

/** Removes a folder of ours when it is empty, and then the one it lies in. */
function removeEmptyFolders(id: number): void {
  var folder = itemById(id) as FolderItem | null;
  if (!folder || folder.numItems > 0 || !readTag(folder.comment)) return;
  var parent = folder.parentFolder.id;
  folder.remove();
  removeEmptyFolders(parent);
}

/** Removes an item of ours when nothing uses it any more, then what only it used, then its folders when they are empty. */
export function removeUnused(id: number): void {
  var item = itemById(id) as CompItem | null;
  if (!item || !readTag(item.comment) || item.usedIn.length > 0) return;
  var folder = item.parentFolder.id;
  var sources = sourcesIn(item);
  item.remove();
  for (var i = 0; i < sources.length; i++) removeUnused(sources[i]);
  removeEmptyFolders(folder);
}
