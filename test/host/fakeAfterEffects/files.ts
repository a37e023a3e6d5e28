import { strict } from './strict.js';

/** What lies on the fake disk: text by path, or the frames of a sequence by the path of its first file. */
export interface FakeDisk {
  readonly texts: Map<string, string>;
  readonly sequences: Map<string, { readonly frames: number; readonly width: number; readonly height: number }>;
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
