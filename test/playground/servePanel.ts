import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import { projectRoot } from '#helper/media/projectRoot';
import type { PretendedHost } from './pretendedHost.js';

const types: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', png: 'image/png' };

export interface PanelServer {
  readonly origin: string;
  /** Address of the host's line. */
  readonly host: string;
  close(): Promise<void>;
}

function serveFiles(folder: string): Server {
  return createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const type = types[path.split('.').pop() ?? ''];
    if (path.includes('..') || type === undefined) return void response.writeHead(404).end();
    readFile(join(folder, path)).then(
      (content) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
}

function serveHost(http: Server, pretended: PretendedHost, origin: () => string): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 20 });
  http.on('upgrade', (request, stream, head) => {
    if (request.headers.origin !== origin()) return void stream.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('message', (data) => {
        const { id, script } = JSON.parse(String(data)) as { id: number; script: string };
        void pretended.evaluate(script).then((answer) => socket.send(JSON.stringify({ id, answer })));
      });
    });
  });
  return sockets;
}

/** The built panel as a page on this machine, and a line to the pretended host for that page alone. */
export async function servePanel(pretended: PretendedHost): Promise<PanelServer> {
  const http = serveFiles(join(projectRoot(), 'dist', 'panel'));
  let origin = '';
  const sockets = serveHost(http, pretended, () => origin);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  const close = (): Promise<void> => {
    for (const socket of sockets.clients) socket.terminate();
    return new Promise((resolve) => http.close(() => resolve()));
  };
  return { origin, host: `ws://127.0.0.1:${port}`, close };
}
