import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/** `stdout`: nothing where it goes to a pipe of the caller's. */
export type RunningProgram = ChildProcessByStdio<Writable, Readable | null, Readable>;
/** A program whose output comes through its own pipe. */
type ToldProgram = ChildProcessByStdio<Writable, Readable, Readable>;

/** Longest part of a program's error output that is kept, in characters. */
const KEPT_ERROR_OUTPUT = 8000;
/** Time between the polite signal and the forced one, milliseconds (chosen). */
const GRACE_MILLISECONDS = 2000;

const running = new Set<RunningProgram>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A started program and what is known of its end. */
export interface StartedProgram<Running extends RunningProgram = ToldProgram> {
  readonly child: Running;
  /** Resolves when the program has ended and its pipes are closed; never rejects. `code` is null when it was killed or could not start. */
  readonly ended: Promise<ProgramEnd>;
  /** Asks the program to end, and forces it after a short grace. */
  stop(): void;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set when the program could not be started at all. */
  readonly startError?: Error;
  /** The last part of what it wrote to stderr. */
  readonly errorOutput: string;
}

/**
 * Starts a program with an argument array, never a shell, so that no character of a path is special.
 * No child outlives this process.
 */
export function startProgram(program: string, args: readonly string[]): StartedProgram {
  return watched(spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true }));
}

/** The same with an output that goes to an end of a pipe, which is closed here. */
export function startProgramInto(stdout: Socket, program: string, args: readonly string[]): StartedProgram<RunningProgram> {
  const child = spawn(program, args, { stdio: ['pipe', stdout, 'pipe'], windowsHide: true }) as unknown as RunningProgram;
  stdout.destroy();
  return watched(child);
}

function watched<Running extends RunningProgram>(child: Running): StartedProgram<Running> {
  running.add(child);
  let errorOutput = '';
  let startError: Error | undefined;
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-KEPT_ERROR_OUTPUT);
  });
  // A program that ends early closes its input: that is told by its exit, not by a broken pipe.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.on('error', (error) => {
      startError = error;
      running.delete(child);
      resolve({ code: null, signal: null, startError, errorOutput });
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, errorOutput, ...(startError ? { startError } : {}) });
    });
  });
  return { child, ended, stop: () => stopGently(child) };
}

function stopGently(child: RunningProgram): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MILLISECONDS);
  force.unref();
  child.once('close', () => clearTimeout(force));
}

export interface ProgramOutput extends ProgramEnd {
  readonly output: Buffer;
}

/** Runs a program to its end and collects what it wrote to stdout. `input` is written to its stdin; `signal` ends it early. */
export async function runProgram(program: string, args: readonly string[], input?: Uint8Array, signal?: AbortSignal): Promise<ProgramOutput> {
  const { child, ended, stop } = startProgram(program, args);
  signal?.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(input);
  const end = await ended;
  signal?.removeEventListener('abort', stop);
  return { ...end, output: Buffer.concat(chunks) };
}
