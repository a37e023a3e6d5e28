import { expect } from 'chai';
import { get } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';
import { WebSocket } from 'ws';
import { helperHandlers } from '#helper/server/handlers';
import { serveConnection, type HelperHandlers } from '#helper/transport/serveConnection';
import { WebSocketMessageReader, WebSocketMessageWriter } from '#helper/transport/webSocketMessages';
import { isSameToken, largestMessageBytes, openLoopbackServer, type LoopbackServer } from '#helper/transport/webSocketServer';

const allowed = 'http://127.0.0.1:9999';

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', (code) => resolve(code));
  });
}

/** HTTP status of an upgrade that is refused, or 101 when it succeeds. */
function upgradeStatus(port: number, options: { origin?: string; headers?: Record<string, string> }): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, options);
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
  });
}

describe('loopback server', () => {
  let server: LoopbackServer;
  let slowSignal: AbortSignal | undefined;

  beforeEach(async () => {
    server = await openLoopbackServer({
      origins: [allowed],
      onConnection: (connection) => {
        const real = helperHandlers({ version: '1.2.3', token: server.token, onShutdown: () => undefined });
        const handlers: HelperHandlers = {
          ...real,
          // Stands for a long job: it ends only when it is cancelled or the connection is lost.
          'providers.list': (_params, { signal }) => {
            slowSignal = signal;
            return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
          },
        };
        serveConnection(connection, handlers);
      },
    });
  });

  afterEach(() => server.close());

  async function connect(): Promise<{ connection: MessageConnection; socket: WebSocket }> {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}`, { origin: allowed });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const connection = createMessageConnection(new WebSocketMessageReader(socket), new WebSocketMessageWriter(socket));
    connection.listen();
    return { connection, socket };
  }

  const failureOfRequest = async (request: Promise<unknown>): Promise<string> => {
    const error = (await request.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )) as { data?: { code?: string } } | undefined;
    return error?.data?.code ?? 'none';
  };

  it('listens on 127.0.0.1 only and has a token of at least 128 bits', async () => {
    expect(server.token.length * 4).to.be.at.least(128);
    const refused = await new Promise<boolean>((resolve) => {
      const socket: Socket = createConnection({ host: '::1', port: server.port });
      socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    });
    expect(refused).to.equal(true);
  });

  it('answers hello with the right token, and nothing before it', async () => {
    const { connection, socket } = await connect();
    expect(await failureOfRequest(connection.sendRequest('models.list', {}))).to.equal('helper.refused');
    expect(await failureOfRequest(connection.sendRequest('hello', { protocol: 1, token: 'guess' }))).to.equal('helper.refused');
    expect(await failureOfRequest(connection.sendRequest('models.list', {}))).to.equal('helper.refused');
    expect(await connection.sendRequest('hello', { protocol: 1, token: server.token })).to.include({ protocol: 1, version: '1.2.3' });
    expect(await connection.sendRequest('models.list', {})).to.be.an('array').that.is.not.empty;
    socket.close();
  });

  it('refuses another version of the protocol', async () => {
    const { connection, socket } = await connect();
    expect(await failureOfRequest(connection.sendRequest('hello', { protocol: 2, token: server.token }))).to.equal('helper.refused');
    socket.close();
  });

  it('refuses pages of other origins, foreign host names (DNS rebinding) and plain HTTP', async () => {
    expect(await upgradeStatus(server.port, { origin: 'https://evil.example' })).to.equal(403);
    expect(await upgradeStatus(server.port, { headers: { Host: 'evil.example' } })).to.equal(403);
    expect(await upgradeStatus(server.port, { origin: allowed })).to.equal(101);
    const status = await new Promise<number>((resolve) => get(`http://127.0.0.1:${server.port}/`, (response) => resolve(response.statusCode ?? 0)));
    expect(status).to.equal(404);
  });

  it('ends connections that do not speak JSON-RPC, send binary, or send too much', async () => {
    for (const data of ['{"half":', '[]', '"text"', Buffer.from([1, 2, 3])]) {
      const { socket } = await connect();
      const closed = closeCode(socket);
      socket.send(data);
      expect(await closed).to.equal(1003);
    }
    const { socket } = await connect();
    const closed = closeCode(socket);
    socket.send('x'.repeat(largestMessageBytes + 1));
    expect(await closed).to.equal(1009);
  });

  it('parses parameters: a malformed request fails with contract.invalid and the connection lives on', async () => {
    const { connection, socket } = await connect();
    await connection.sendRequest('hello', { protocol: 1, token: server.token });
    for (const params of [{ job: 1 }, { job: 'a', clip: 5, outFolder: 'x' }, { job: 'a', clip: 'c', outFolder: 'o', size: 'huge' }, { job: 'a', clip: 'c', outFolder: 'o', tiles: 9 }, []]) {
      expect(await failureOfRequest(connection.sendRequest('depth.estimate', params))).to.equal('contract.invalid');
    }
    expect(await failureOfRequest(connection.sendRequest('depth.estimate', { job: 'a', clip: '/no/such clip.mp4', outFolder: '/tmp/x' }))).to.equal('media.missing');
    expect(await connection.sendRequest('models.list', {})).to.be.an('array');
    socket.close();
  });

  it('aborts what a lost connection had asked for', async () => {
    const { connection, socket } = await connect();
    await connection.sendRequest('hello', { protocol: 1, token: server.token });
    connection.sendRequest('providers.list', {}).catch(() => undefined);
    while (!slowSignal) await new Promise((resolve) => setTimeout(resolve, 5));
    const aborted = new Promise<void>((resolve) => slowSignal?.addEventListener('abort', () => resolve()));
    socket.terminate();
    await aborted;
  });

  it('compares tokens of any length without throwing', () => {
    expect(isSameToken('', 'abc')).to.equal(false);
    expect(isSameToken('abd', 'abc')).to.equal(false);
    expect(isSameToken('abc', 'abc')).to.equal(true);
  });
});
