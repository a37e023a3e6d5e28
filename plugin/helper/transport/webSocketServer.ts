import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';
import { WebSocketServer, type WebSocket } from 'ws';
import { WebSocketMessageReader, WebSocketMessageWriter } from './webSocketMessages.js';

/** Largest message, bytes. Frames never travel, so the largest honest one is a beat grid of hours. */
export const largestMessageBytes = 16 * 1024 * 1024;
/** Time a connection has for its first message, milliseconds (chosen). */
const patienceMilliseconds = 10_000;

export interface LoopbackServer {
  readonly port: number;
  /** 256 random bits, hex. */
  readonly token: string;
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** Fixed port; 0 takes a free one. */
  readonly port?: number;
  /** Origins of pages that may connect. A program without a browser sends none. */
  readonly origins: readonly string[];
  readonly onConnection: (connection: MessageConnection) => void;
}

/** Compares in constant time, so that the time of an answer tells nothing of the token. */
export function isSameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `Host` must name loopback: a page of another site that points its own name at 127.0.0.1 sends that name. */
function isFromHere(request: IncomingMessage, origins: readonly string[]): boolean {
  const host = request.headers.host ?? '';
  const origin = request.headers.origin;
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host) && (origin === undefined || origins.includes(origin));
}

function dropIfSilent(socket: WebSocket): void {
  const timer = setTimeout(() => socket.close(1008, 'nothing was said'), patienceMilliseconds);
  socket.once('message', () => clearTimeout(timer));
  socket.once('close', () => clearTimeout(timer));
}

/**
 * A WebSocket server on 127.0.0.1 and nowhere else, with no other route. Origin and Host are checked before the upgrade, the token by the
 * `hello` of the protocol, one message size limit for all.
 */
export async function openLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const http: Server = createServer((_request, response) => {
    response.writeHead(404).end();
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes, perMessageDeflate: false });
  http.on('upgrade', (request, stream, head) => {
    if (!isFromHere(request, options.origins)) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      dropIfSilent(socket);
      options.onConnection(createMessageConnection(new WebSocketMessageReader(socket), new WebSocketMessageWriter(socket)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets.clients) socket.terminate();
      http.close(() => resolve());
    });
  return { port: (http.address() as AddressInfo).port, token: randomBytes(32).toString('hex'), close };
}
