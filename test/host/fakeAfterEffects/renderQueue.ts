import { FakeFile } from './files.js';
import type { FakeComp } from './comp.js';
import { strict } from './strict.js';
import type { FakeWorld } from './world.js';

export const statuses = { WILL_CONTINUE: 3012, NEEDS_OUTPUT: 3013, UNQUEUED: 3014, QUEUED: 3015, RENDERING: 3016, USER_STOPPED: 3017, ERR_STOPPED: 3018, DONE: 3019 } as const;

/** Templates of an English After Effects with what each writes; the hidden ones are in every language. */
export const usualTemplates: Readonly<Record<string, string>> = {
  'High Quality': '.mov', Lossless: '.avi', 'Lossless with Alpha': '.avi', 'TIFF Sequence with Alpha': '_[#####].tif', '_HIDDEN X-Factor 8': '_[#####].png', '_HIDDEN X-Factor 16': '_[#####].png',
};

const renderSettings = ['Quality', 'Resolution', 'Proxy Use', 'Color Depth', 'Effects', 'Frame Rate', 'Time Span Start', 'Time Span Duration'];
const moduleSettings = ['Use Comp Frame Number', 'Starting #', 'Crop', 'Resize', 'Output File Info', 'Post-Render Action'];

function checkSettings(given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) throw new Error(`After Effects error: unknown setting ${key}`);
}

/** A render queue item and its output module. Documented rules: the module is dead after its settings change; only queued items render; what is done cannot be queued again. */
export class FakeRenderItem {
  _status: number = statuses.QUEUED;
  _file: FakeFile | null;
  _ending = '.mov';
  _firstNumber: number | null = null;
  _settings: Record<string, unknown> = {};
  timeSpanStart: number;
  timeSpanDuration: number;
  skipFrames = 0;
  _generation = 0;

  constructor(
    readonly _world: FakeWorld,
    readonly comp: FakeComp,
  ) {
    this.timeSpanStart = 0;
    this.timeSpanDuration = comp.duration;
    this._file = new FakeFile(_world.disk, `/desktop/${comp.name}.mov`);
    return strict(this, 'render queue item');
  }

  get status(): number {
    return this._status;
  }

  get render(): boolean {
    return this._status === statuses.QUEUED;
  }

  set render(on: boolean) {
    this._world.touch();
    if (this._status === statuses.DONE) throw new Error('After Effects error: the item is done');
    this._status = on ? statuses.QUEUED : statuses.UNQUEUED;
  }

  setSettings(settings: object): void {
    this._world.touch();
    checkSettings(settings, renderSettings);
    Object.assign(this._settings, settings);
  }

  outputModule(index: number): object {
    if (index !== 1) throw new Error(`After Effects error: no output module ${index}`);
    return moduleOf(this as FakeRenderItem);
  }

  remove(): void {
    this._world.touch();
    this._world.renderItems.splice(this._world.renderItems.findIndex((item) => item._settings === this._settings), 1);
  }

  _render(): void {
    if (!this._file || !this._file.fsName.endsWith(this._ending.replace(/.*\]/, ''))) throw new Error('After Effects error: the file does not suit the format');
    const frames = Math.round(this.timeSpanDuration / this.comp.frameDuration);
    if (this.timeSpanStart < -1e-6 || this.timeSpanStart + this.timeSpanDuration > this.comp.duration + 1e-6 || frames < 1) throw new Error('After Effects error: time span');
    const first = this._firstNumber ?? Math.round(this.timeSpanStart / this.comp.frameDuration);
    this._world.writeRender({ comp: this.comp, start: this.timeSpanStart, frames, first, path: this._file.fsName });
    this._status = this._world.quirks.stopsRenders ? statuses.USER_STOPPED : statuses.DONE;
  }
}

/** The output module as a script holds it: dead once its settings have changed. */
function moduleOf(item: FakeRenderItem): object {
  const born = item._generation;
  const alive = (): void => {
    if (born !== item._generation) throw new Error('Object is invalid');
  };
  return strict(
    {
      get templates() {
        alive();
        return item._world.scriptArray(Object.keys(item._world.outputTemplates));
      },
      get file() {
        alive();
        return item._file;
      },
      set file(file: FakeFile | null) {
        alive();
        item._world.touch();
        item._file = file;
      },
      applyTemplate(name: string) {
        alive();
        item._world.touch();
        if (!(name in item._world.outputTemplates)) throw new Error(`After Effects error: no template ${name}`);
        item._ending = item._world.outputTemplates[name]!;
        item._file = new FakeFile(item._world.disk, `/desktop/${item.comp.name}${encodeURI(item._ending)}`);
      },
      setSettings(settings: object) {
        alive();
        item._world.touch();
        checkSettings(settings, moduleSettings);
        if (!item._ending.includes('#') && 'Starting #' in settings) throw new Error('After Effects error: no numbers in a movie');
        if ('Starting #' in settings) item._firstNumber = Number((settings as Record<string, string>)['Starting #']);
        item._generation++;
      },
    },
    'output module',
  );
}

/** `render()` renders everything that is queued, and blocks. */
export function renderQueueOf(world: FakeWorld): object {
  const items = world.renderItems;
  return strict(
    {
      get numItems() {
        return items.length;
      },
      rendering: false,
      item: (index: number) => items[index - 1],
      items: strict(
        {
          add: (comp: FakeComp) => {
            world.touch();
            const item = new FakeRenderItem(world, comp);
            items.push(item);
            return item;
          },
        },
        'render queue items',
      ),
      render: () => {
        const queued = items.filter(({ status }) => status === statuses.QUEUED);
        if (queued.length === 0) throw new Error('After Effects error: nothing is queued');
        for (const item of queued) item._render();
      },
    },
    'render queue',
  );
}
