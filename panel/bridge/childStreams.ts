import { createMessageConnection, ReadableStreamMessageReader, WriteableStreamMessageWriter, type Disposable, type MessageConnection } from '#jsonrpc';
import type { NodeChild, NodeStream } from './nodeProcess.js';

/** Time after a child's end in which its last words may still come, milliseconds (chosen). */
const lastWordsPause = 300;
const nothing: Disposable = { dispose: () => undefined };

function readable(stream: NodeStream, child: NodeChild) {
  return {
    onData: (listener: (piece: Uint8Array) => void): Disposable => {
      // Copied: the Buffer belongs to CEP's Node context, whose Uint8Array is another one than the page's.
      stream.on('data', (piece) => listener(new Uint8Array(piece)));
      return nothing;
    },
    onClose: (listener: () => void): Disposable => {
      // After the last words on stderr, which say why; a grandchild that holds the pipes must not hide the end.
      child.on('close', listener);
      child.on('exit', () => setTimeout(listener, lastWordsPause));
      child.on('error', listener);
      return nothing;
    },
    onEnd: (listener: () => void): Disposable => {
      stream.on('end', listener);
      return nothing;
    },
    onError: (listener: (error: Error) => void): Disposable => {
      stream.on('error', listener);
      return nothing;
    },
  };
}

function writable(child: NodeChild) {
  const write = (data: Uint8Array | string): Promise<void> =>
    new Promise((resolve, reject) => {
      child.stdin.write(typeof data === 'string' ? new TextEncoder().encode(data) : data, (error) => (error ? reject(error) : resolve()));
    });
  return {
    onClose: () => nothing,
    onEnd: () => nothing,
    onError: (listener: (error: Error) => void): Disposable => {
      child.stdin.on('error', listener);
      return nothing;
    },
    write,
    end: () => child.stdin.end(),
  };
}

/** Framed messages on a child's stdin and stdout. */
export function connectionToChild(child: NodeChild): MessageConnection {
  return createMessageConnection(new ReadableStreamMessageReader(readable(child.stdout, child)), new WriteableStreamMessageWriter(writable(child)));
}
