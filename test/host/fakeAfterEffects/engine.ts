import vm from 'node:vm';
import { FakeFile } from './files.js';
import { matteTypes } from './layer.js';
import { FakeMarkerValue } from './marker.js';
import { interpolation } from './property.js';
import { renderQueueOf, statuses } from './renderQueue.js';
import { strict } from './strict.js';
import type { FakeWorld } from './world.js';

/** Takes from a fresh engine what ExtendScript (ES3) does not have, and adds what it puts in everybody's way. */
const makeItOld = `
(function () {
  var gone = ['JSON', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Promise', 'Proxy', 'Reflect', 'Symbol', 'BigInt', 'Intl', 'Atomics', 'WebAssembly',
    'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
    'Float32Array', 'Float64Array', 'globalThis', 'console', 'queueMicrotask', 'structuredClone', 'FinalizationRegistry', 'AggregateError', 'escape', 'unescape'];
  var keep = {
    Array: 'constructor concat join pop push reverse shift slice sort splice unshift toString toLocaleString length',
    String: 'constructor charAt charCodeAt concat indexOf lastIndexOf localeCompare match replace search slice split substr substring toLowerCase toUpperCase toString valueOf length',
    Function: 'constructor apply call toString length name',
    Number: 'constructor toExponential toFixed toPrecision toString valueOf',
    Date: 'constructor getTime getFullYear getMonth getDate getHours getMinutes getSeconds getMilliseconds toString valueOf',
    Object: 'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toString toLocaleString valueOf'
  };
  var names = Object.getOwnPropertyNames;
  var world = globalThis;
  var keepStatic = / (length|name|prototype|fromCharCode|MAX_VALUE|MIN_VALUE|NaN|NEGATIVE_INFINITY|POSITIVE_INFINITY|parse|UTC) /;
  function prune(object, stays) {
    var own = names(object);
    for (var i = 0; i < own.length; i++) if (!stays(own[i])) delete object[own[i]];
  }
  for (var type in keep) {
    prune(world[type], function (name) { return keepStatic.test(' ' + name + ' '); });
    prune(world[type].prototype, function (name) { return (' ' + keep[type] + ' ').indexOf(' ' + name + ' ') >= 0; });
  }
  for (var i = 0; i < gone.length; i++) delete world[gone[i]];
  Object.prototype.eachOwn = function () {};
  Object.prototype.operatorPlus = function () {};
})();
`;

/** Runs host scripts on a world as After Effects would: ES3 built-ins only, `$`, `app`, `File`, the enumerations. */
export class FakeEngine {
  private readonly context: vm.Context;

  constructor(readonly world: FakeWorld) {
    this.context = vm.createContext({});
    vm.runInContext(makeItOld, this.context);
    Object.assign(this.context, hostGlobals(world));
    (this.context.$ as { global: unknown }).global = vm.runInContext('this', this.context);
    const makeArray = vm.runInContext('(function () { return []; })', this.context) as () => unknown[];
    world.scriptArray = <T>(items: readonly T[]) => {
      const array = makeArray() as T[];
      for (const item of items) array.push(item);
      return array;
    };
  }

  /** Evaluates a script; its value. `fileName` is what `$.fileName` says. */
  run(source: string, fileName = ''): unknown {
    this.world.forget();
    (this.context.$ as { fileName: string }).fileName = fileName;
    return vm.runInContext(source, this.context) as unknown;
  }
}

function hostGlobals(world: FakeWorld): Record<string, unknown> {
  return {
    $: { fileName: '', global: null, version: '4.5.6' },
    alert: (text: string) => world.calls.alerts.push(text),
    app: applicationOf(world),
    File: function (this: unknown, path: string) {
      return new FakeFile(world.disk, path);
    },
    Folder: Object.assign(
      function (this: unknown, path: string) {
        return strict({ fsName: path, create: () => true, getFiles: () => world.scriptArray(world.disk.list(path).map((file) => new FakeFile(world.disk, file))) }, 'Folder');
      },
      { temp: { fsName: '/temp' } },
    ),
    ImportOptions: function (this: unknown, file: FakeFile) {
      return strict({ file, sequence: false, forceAlphabetical: false, importAs: 0 }, 'ImportOptions');
    },
    MarkerValue: function (this: unknown, comment: string) {
      return new FakeMarkerValue(comment);
    },
    KeyframeEase: function (this: unknown, speed: number, influence: number) {
      if (!(influence >= 0.1 && influence <= 100)) throw new Error('After Effects error: influence 0.1 to 100');
      return strict({ speed, influence }, 'KeyframeEase');
    },
    ImportAsType: { FOOTAGE: 3814 },
    AlphaMode: { IGNORE: 5412, STRAIGHT: 5413, PREMULTIPLIED: 5414 },
    BlendingMode: { NORMAL: 5212 },
    MaskMode: { NONE: 6812, ADD: 6813 },
    RQItemStatus: statuses,
    TrackMatteType: matteTypes,
    KeyframeInterpolationType: interpolation,
  };
}

function applicationOf(world: FakeWorld): object {
  const project = {
    get activeItem() {
      return world.activeItem;
    },
    get numItems() {
      return world._items.length;
    },
    item: (index: number) => world._items[index - 1],
    get rootFolder() {
      return world._root;
    },
    renderQueue: renderQueueOf(world),
    importFile: (options: { file: FakeFile; sequence: boolean }) => world.importFile(options),
    get bitsPerChannel() {
      return world.bitsPerChannel;
    },
    get workingSpace() {
      return world.workingSpace;
    },
    expressionEngine: 'javascript-1.0',
    get file() {
      return world.projectFile === '' ? null : new FakeFile(world.disk, world.projectFile);
    },
  };
  return strict(
    {
      project: strict(project, 'project'),
      version: `${world.quirks.version}.0x1`,
      beginUndoGroup: () => {
        world.undoDepth++;
        if (world.undoDepth === 1) world.calls.undoGroups++;
      },
      endUndoGroup: () => {
        if (world.undoDepth === 0) throw new Error('After Effects error: undo group mismatch');
        world.undoDepth--;
      },
    },
    'app',
  );
}
