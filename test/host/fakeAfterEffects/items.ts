import { strict } from './strict.js';
import type { FakeComp } from './comp.js';
import type { FakeFile } from './files.js';
import type { FakeWorld } from './world.js';

/** What items of the project panel share. */
export abstract class FakeItem {
  private readonly ownId: number;
  comment = '';
  label = 1;
  width = 0;
  height = 0;
  pixelAspect = 1;
  abstract readonly duration: number;
  _name: string;
  _hasAudio = false;
  _removed = false;
  _parent: FakeFolder | null;

  constructor(
    readonly _world: FakeWorld,
    readonly typeName: string,
    name: string,
  ) {
    this.ownId = _world.nextId();
    this._name = name;
    this._parent = _world._root ?? null;
  }

  get id(): number {
    if (this._removed) throw new Error('Object is invalid');
    return this.ownId;
  }

  get name(): string {
    return this._name;
  }

  set name(text: string) {
    this._world.touch();
    if (text.length > 255) throw new Error('After Effects error: name too long');
    this._name = text;
  }

  get parentFolder(): FakeFolder {
    if (!this._parent) throw new Error('After Effects error: the root folder has no parent');
    return this._parent;
  }

  set parentFolder(folder: FakeFolder) {
    this._world.touch();
    this._parent = folder;
  }

  /** Compositions that use the item, as a script array. */
  get usedIn(): FakeComp[] {
    const users = this._world.comps().filter((comp) => comp._layers.some((layer) => layer._source === (this as FakeItem)));
    return this._world.scriptArray(users);
  }

  /** Removing an item takes the layers that show it along. */
  remove(): void {
    this._world.touch();
    if (this._removed) throw new Error('Object is invalid');
    for (const comp of this._world.comps()) for (const layer of [...comp._layers]) if (layer._source === (this as FakeItem)) comp._drop(layer);
    this._world._items.splice(this._world._items.indexOf(this), 1);
    this._removed = true;
  }
}

export class FakeFolder extends FakeItem {
  readonly duration = 0;

  constructor(world: FakeWorld, name: string) {
    super(world, 'Folder', name);
    return strict(this, 'folder');
  }

  get numItems(): number {
    return this._world._items.filter((item) => item._parent === (this as FakeFolder)).length;
  }

  /** Takes what lies in it along. */
  override remove(): void {
    for (const item of this._world._items.filter(({ _parent }) => _parent === (this as FakeFolder))) item.remove();
    super.remove();
  }

  get items(): object {
    const make = <T extends FakeItem>(item: T): T => {
      this._world.touch();
      item._parent = this as FakeFolder;
      this._world._items.push(item);
      return item;
    };
    return {
      addFolder: (name: string) => make(new FakeFolder(this._world, name)),
      addComp: (name: string, width: number, height: number, aspect: number, duration: number, rate: number) =>
        make(this._world.makeComp({ name, width, height, aspect, duration, rate })),
    };
  }
}

export interface FootageShape {
  readonly name: string;
  readonly file: FakeFile | null;
  readonly width: number;
  readonly height: number;
  readonly isStill: boolean;
  readonly frames: number;
  readonly nativeRate: number;
  readonly hasAlpha?: boolean;
  readonly hasAudio?: boolean;
  readonly missing?: boolean;
}

/** FileSource or SolidSource: rate 0..99, none on stills; alpha mode only where there is alpha. */
export class FakeSource {
  _conformed = 0;
  loop = 1;
  private _alphaMode = 5413;

  constructor(
    readonly _world: FakeWorld,
    public file: FakeFile | null,
    readonly isStill: boolean,
    readonly hasAlpha: boolean,
    readonly nativeFrameRate: number,
  ) {
    return strict(this, 'source');
  }

  get conformFrameRate(): number {
    return this._conformed;
  }

  set conformFrameRate(rate: number) {
    this._world.touch();
    if (this.isStill) throw new Error('After Effects error: cannot set conformFrameRate on a still');
    if (!(rate >= 0 && rate <= 99)) throw new Error(`After Effects error: frame rate ${rate} out of range 0 to 99`);
    this._conformed = rate;
  }

  get displayFrameRate(): number {
    return this._conformed || this.nativeFrameRate;
  }

  get alphaMode(): number {
    return this._alphaMode;
  }

  set alphaMode(mode: number) {
    this._world.touch();
    if (!this.hasAlpha) throw new Error('After Effects error: the footage has no alpha');
    this._alphaMode = mode;
  }
}

export class FakeFootage extends FakeItem {
  readonly mainSource: FakeSource;
  readonly footageMissing: boolean;
  _frames: number;
  _refreshed = 0;

  constructor(world: FakeWorld, shape: FootageShape) {
    super(world, 'Footage', shape.name);
    this.mainSource = new FakeSource(world, shape.file, shape.isStill, shape.hasAlpha ?? false, shape.nativeRate);
    this.footageMissing = shape.missing ?? false;
    this._frames = shape.frames;
    this._hasAudio = shape.hasAudio ?? false;
    this.width = shape.width;
    this.height = shape.height;
    return strict(this, 'footage');
  }

  get frameRate(): number {
    return this.mainSource.isStill ? 0 : this.mainSource.displayFrameRate;
  }

  /** Follows the rate the footage is interpreted at. */
  get duration(): number {
    return this.mainSource.isStill ? 0 : this._frames / this.mainSource.displayFrameRate;
  }

  get file(): FakeFile | null {
    return this.mainSource.file;
  }

  replace(file: FakeFile): void {
    this._world.touch();
    if (!file.exists) throw new Error('After Effects error: replace');
    this._show(file);
  }

  replaceWithSequence(file: FakeFile, forceAlphabetical: boolean): void {
    this._world.touch();
    if (!file.exists || typeof forceAlphabetical !== 'boolean') throw new Error('After Effects error: replaceWithSequence');
    this._show(file);
  }

  /** Interpretation stays; frames and size are those of the new files. */
  _show(file: FakeFile): void {
    const sequence = this._world.disk.sequences.get(file.fsName);
    this.mainSource.file = file;
    if (sequence) Object.assign(this, { _frames: sequence.frames, width: sequence.width, height: sequence.height });
    this._refreshed++;
  }
}
