/** The few parts of Node that the panel uses inside CEP (Node 15.9 and 17.7), typed here because the panel is compiled for a browser. */
export interface NodeStream {
  on(event: 'data', listener: (piece: Uint8Array) => void): void;
  on(event: 'end' | 'close', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  removeListener(event: string, listener: (...values: never[]) => void): void;
}

export interface NodeChild {
  readonly pid?: number;
  readonly stdin: { write(piece: Uint8Array, done: (error?: Error | null) => void): void; end(): void; on(event: 'error', listener: (error: Error) => void): void };
  readonly stdout: NodeStream;
  readonly stderr: NodeStream;
  on(event: 'exit', listener: (code: number | null, signal: string | null) => void): void;
  /** After `exit`, when nothing more will come out of stdout and stderr. */
  on(event: 'close', listener: () => void): void;
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): void;
  kill(signal?: string): void;
}

export interface ChildPrograms {
  spawn(program: string, args: readonly string[], options: { readonly cwd: string; readonly windowsHide: boolean; readonly stdio: readonly string[] }): NodeChild;
}

export interface NodeFiles {
  existsSync(path: string): boolean;
  statSync(path: string): { readonly mode: number; readonly size: number };
  chmodSync(path: string, mode: number): void;
  mkdirSync(path: string, options: { readonly recursive: true }): void;
  appendFileSync(path: string, text: string): void;
  renameSync(from: string, to: string): void;
}
