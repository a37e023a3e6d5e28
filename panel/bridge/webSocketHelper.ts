import { AbstractMessageReader, AbstractMessageWriter, createMessageConnection, type DataCallback, type Disposable, type Message } from '#jsonrpc';
import { failureError, failureOf } from '#core/failure/result';
import type { HelperLink, OpenHelperLink } from './helperLink.js';

class SocketReader extends AbstractMessageReader {
  constructor(private readonly socket: WebSocket) {
    super();
    socket.addEventListener('close', () => this.fireClose());
  }

  listen(callback: DataCallback): Disposable {
    const onMessage = (event: MessageEvent): void => {
      try {
        callback(JSON.parse(String(event.data)) as Message);
      } catch {
        this.socket.close(4000, 'not JSON');
      }
    };
    this.socket.addEventListener('message', onMessage);
    return { dispose: () => this.socket.removeEventListener('message', onMessage) };
  }
}

class SocketWriter extends AbstractMessageWriter {
  constructor(private readonly socket: WebSocket) {
    super();
  }

  write(message: Message): Promise<void> {
    if (this.socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('the line is closed'));
    this.socket.send(JSON.stringify(message));
    return Promise.resolve();
  }

  end(): void {
    this.socket.close();
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(failureError('helper.lost', '', `nothing answers at ${socket.url}`)));
  });
}

/** Reaches a helper that was started with `depthbeat serve`, by the address and the token that it printed. */
export function webSocketHelper(address: string, token: string): OpenHelperLink {
  return async (): Promise<HelperLink> => {
    const socket = new WebSocket(address);
    await opened(socket);
    const connection = createMessageConnection(new SocketReader(socket), new SocketWriter(socket));
    return { connection, token, whyLost: () => failureOf('helper.lost'), close: () => socket.close() };
  };
}
