import { ExpressionScope, type LayerModel, type PropertyModel } from '../../fixtures/expressionScope.js';
import { FakeComp, type CompShape } from './comp.js';
import { emptyDisk, FakeFile, type FakeDisk } from './files.js';
import { FakeFolder, FakeFootage, type FakeItem, type FootageShape } from './items.js';
import type { FakeLayer } from './layer.js';
import type { FakeProperty, FakeValue } from './property.js';
import type { FakeGroup } from './propertyGroup.js';
import { usualTemplates, type FakeRenderItem } from './renderQueue.js';

export interface Quirks {
  /** Major version of After Effects. */
  version: number;
  missingEffects: string[];
  /** Documented behaviour; 26.3 only fills `expressionError`. */
  badExpressionsThrow: boolean;
  /** A call that fails, by the words `failWhenAsked` is given, and how often it passes before. */
  fails: string;
  /** The change that fails, counted from 1; 0: none. */
  failsAt: number;
  /** Somebody stops each render. */
  stopsRenders: boolean;
}

/** What a render writes. `path`: with `[#####]` for a sequence. */
export interface RenderedSpan {
  readonly comp: FakeComp;
  readonly start: number;
  readonly frames: number;
  readonly first: number;
  readonly path: string;
}

/** Everything behind one fake After Effects: project, disk, undo groups, counted calls. */
export class FakeWorld {
  readonly quirks: Quirks = { version: 25, missingEffects: [], badExpressionsThrow: false, fails: '', failsAt: 0, stopsRenders: false };
  readonly disk: FakeDisk = emptyDisk();
  readonly renderItems: FakeRenderItem[] = [];
  outputTemplates: Readonly<Record<string, string>> = usualTemplates;
  readonly calls = { setValueAtTime: 0, setValuesAtTimes: 0, undoGroups: 0, changes: 0, keyReads: 0, mutationsOutsideUndo: 0, alerts: [] as string[] };
  readonly _items: FakeItem[] = [];
  readonly _root: FakeFolder;
  activeItem: FakeItem | null = null;
  bitsPerChannel = 16;
  workingSpace = '';
  projectFile = '';
  undoDepth = 0;
  /** Makes an array of the script's own engine, without this engine's newer methods. */
  scriptArray: <T>(items: readonly T[]) => T[] = (items) => [...items];
  private lastId = 0;
  private readonly readers = new Map<FakeProperty, (time: number) => FakeValue>();

  constructor() {
    this._root = new FakeFolder(this, 'Root');
  }

  nextId(): number {
    return ++this.lastId;
  }

  /** Forgets what was compiled of expressions and keys: after every change, and before every script. */
  forget(): void {
    this.readers.clear();
  }

  touch(): void {
    this.forget();
    if (this.undoDepth === 0) this.calls.mutationsOutsideUndo++;
    this.calls.changes++;
    if (this.calls.changes === this.quirks.failsAt) throw new Error(`After Effects error: change ${this.calls.changes} failed`);
  }

  /** Puts the files of a render on the disk. */
  writeRender({ comp, frames, first, path }: RenderedSpan): void {
    const named = path.replace('[#####]', String(first).padStart(5, '0'));
    if (named === path) this.disk.texts.set(path, 'a movie');
    else this.disk.sequences.set(named, { frames, width: comp.width, height: comp.height });
  }

  failWhenAsked(words: string): void {
    if (this.quirks.fails === words) throw new Error(`After Effects error: ${words} failed`);
  }

  comps(): FakeComp[] {
    return this._items.filter((item): item is FakeComp => item.typeName === 'Composition');
  }

  makeComp(shape: CompShape): FakeComp {
    return new FakeComp(this, shape);
  }

  addComp(shape: Partial<CompShape> = {}): FakeComp {
    const comp = this.makeComp({ name: 'Comp 1', width: 1280, height: 720, aspect: 1, duration: 12, rate: 25, ...shape });
    comp._parent = this._root;
    this._items.push(comp);
    this.activeItem = comp;
    return comp;
  }

  addFootage(shape: Partial<FootageShape> = {}): FakeFootage {
    const footage = new FakeFootage(this, { name: 'clip.mp4', file: new FakeFile(this.disk, '/footage/clip.mp4'), width: 1280, height: 720, isStill: false, frames: 200, nativeRate: 25, ...shape });
    footage._parent = this._root;
    this._items.push(footage);
    return footage;
  }

  /** Imports as After Effects does: a sequence only when asked and of more than one file, at the preference's rate. */
  importFile(options: { file: FakeFile; sequence: boolean }): FakeFootage {
    this.touch();
    this.failWhenAsked('importFile');
    const sequence = this.disk.sequences.get(options.file.fsName);
    if (!sequence) throw new Error(`After Effects error: file ${options.file.fsName} cannot be imported`);
    const still = !options.sequence || sequence.frames === 1;
    const footage = new FakeFootage(this, { name: options.file.name, file: options.file, width: sequence.width, height: sequence.height, isStill: still, frames: sequence.frames, nativeRate: 30 });
    footage._parent = this._root;
    this._items.push(footage);
    return footage;
  }

  private scopeOf(comp: FakeComp): { scope: ExpressionScope; models: Map<FakeLayer, LayerModel>; properties: Map<FakeProperty, PropertyModel> } {
    const properties = new Map<FakeProperty, PropertyModel>();
    const models = new Map(comp._layers.map((layer) => [layer, layerModel(layer, properties)] as const));
    return { scope: new ExpressionScope([...models.values()]), models, properties };
  }

  /** Value of a property at a time, with its expression. */
  read(property: FakeProperty, time: number): FakeValue {
    const read = this.readers.get(property) ?? this.reader(property);
    this.readers.set(property, read);
    return read(time);
  }

  /** As `read`, for many times of an unchanging composition. */
  reader(property: FakeProperty): (time: number) => FakeValue {
    if (!property.expressionEnabled) return (time) => property._held(time);
    const layer = property._owner;
    const { scope, models, properties } = this.scopeOf(layer.containingComp);
    const model = properties.get(property) ?? propertyModel(property);
    const owner = models.get(layer);
    if (!owner) throw new Error('the layer is gone');
    return (time) => {
      const before = scope.cost.keyCalls;
      const value = scope.read(owner, model, time);
      this.calls.keyReads += scope.cost.keyCalls - before;
      return value;
    };
  }

  /** The words After Effects would put beside a bad expression; empty when it runs. */
  tryExpression(property: FakeProperty): string {
    try {
      const value = this.read(property, 0);
      return Number.isFinite(value) ? '' : 'expression result must be a number';
    } catch (error) {
      return String(error);
    }
  }
}

function propertyModel(property: FakeProperty): PropertyModel {
  const keys = property._keys.map(({ time, value }) => ({ time, value: Number(value) }));
  return { keys, value: Number(property._value), expression: property.expressionEnabled ? property.expression : '' };
}

function layerModel(layer: FakeLayer, properties: Map<FakeProperty, PropertyModel>): LayerModel {
  const parade = layer._groups.find(({ matchName }) => matchName === 'ADBE Effect Parade') as unknown as { _effects: FakeGroup[] };
  const effects = parade._effects.map((effect) => ({
    name: effect.name,
    matchName: effect.matchName,
    properties: (effect._children as FakeProperty[]).map((child) => {
      const model = propertyModel(child);
      properties.set(child, model);
      return model;
    }),
  }));
  return { name: layer.name, effects };
}
