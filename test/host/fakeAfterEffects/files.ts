import { strict } from './strict.js';

/** What lies on the fake disk: text by path, or the frames of a sequence by the path of its first file. */
export interface FakeDisk {
  readonly texts: Map<string, string>;
  readonly sequences: Map<string, { readonly frames: number; readonly width: number; readonly height: number }>;
  /** Paths of the files in a folder. */
  list(folder: string): readonly string[];
}

/** The file of a sequence so many frames after the first. */
function frameOf(first: string, later: number): string {
  return first.replace(/(\d+)(\.\w+)$/, (_, digits: string, ending: string) => `${String(Number(digits) + later).padStart(digits.length, '0')}${ending}`);
}

/** A disk that is only remembered. */
export function emptyDisk(): FakeDisk {
  const [texts, sequences] = [new Map<string, string>(), new Map<string, { frames: number; width: number; height: number }>()];
  const all = (): string[] => [...texts.keys(), ...[...sequences].flatMap(([first, { frames }]) => Array.from({ length: frames }, (_, later) => frameOf(first, later)))];
  return { texts, sequences, list: (folder) => all().filter((path) => path.slice(0, path.lastIndexOf('/')) === folder) };
}

export class FakeFile {
  encoding = '';
  readonly fsName: string;
  private opened = false;

  constructor(
    private readonly disk: FakeDisk,
    path: string,
  ) {
    this.fsName = path;
    return strict(this, 'File');
  }

  get exists(): boolean {
    return this.disk.texts.has(this.fsName) || this.disk.sequences.has(this.fsName);
  }

  get name(): string {
    return this.fsName.slice(this.fsName.lastIndexOf('/') + 1);
  }

  get parent(): { fsName: string } {
    return { fsName: this.fsName.slice(0, Math.max(0, this.fsName.lastIndexOf('/'))) };
  }

  open(mode: string): boolean {
    this.opened = mode === 'r' && this.disk.texts.has(this.fsName);
    return this.opened;
  }

  read(): string {
    if (!this.opened) throw new Error('file is not open');
    return this.disk.texts.get(this.fsName) ?? '';
  }

  close(): boolean {
    this.opened = false;
    return true;
  }
}
