/** A file the editor chose: its path where the system tells it, its text else. */
export interface ChosenText {
  readonly name: string;
  readonly text: string;
}

/** Port: dialogues for files. Each resolves with undefined when the editor thinks better of it. */
export interface FilePort {
  /** Path of a file the helper is to read: music, a model. */
  choosePath(title: string, endings: readonly string[]): Promise<string | undefined>;
  /** Opens a page that the helper wrote in the system's browser; false where a page may not. */
  showPage(path: string): boolean;
  /** Content of a small text file: a preset. */
  openText(title: string, ending: string): Promise<ChosenText | undefined>;
  /** Keeps a small text as a file; tells where, as far as it is known. */
  saveText(title: string, name: string, text: string): Promise<string | undefined>;
}
