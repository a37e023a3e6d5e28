import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { downloadFile } from '#helper/models/httpsDownload';
import { proxyFor } from '#helper/models/proxyTunnel';
import { withEnvironment } from '../../fixtures/environment.js';
import { failureCode, failureOfWork } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) & 255));
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

const model = { id: 'tiny', title: 'Tiny Depth' };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function served<T>(handler: Handler, use: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A server of the file that knows ranges; `breakAfter`: bytes after which the first answers break off. */
function fileServer(seen: string[], breakAfter?: number): Handler {
  return (request, response) => {
    const range = /bytes=(\d+)-/.exec(request.headers.range ?? '');
    const from = range && request.headers['if-range'] === '"v1"' ? Number(range[1]) : 0;
    seen.push(range ? `from ${from}` : 'whole');
    response.writeHead(from > 0 ? 206 : 200, { ETag: '"v1"', 'Content-Length': CONTENT.length - from });
    if (breakAfter !== undefined && seen.length === 1) response.write(CONTENT.subarray(0, breakAfter), () => setTimeout(() => response.destroy(), 50));
    else response.end(CONTENT.subarray(from));
  };
}

describe('downloadFile', () => {
  it('goes on where a broken connection stopped and places the whole file only', async () => {
    const folder = freshFolder();
    const path = join(folder, 'models', 'a.onnx');
    const seen: string[] = [];
    await served(fileServer(seen, 100_000), async (address) => {
      const url = `${address}/a.onnx`;
      expect(await failureCode(downloadFile({ model, url, path, sha256: SHA256 }))).to.equal('model.downloadFailed');
      expect(await readdir(join(folder, 'models'))).to.not.include('a.onnx');
      const counts: number[] = [];
      await downloadFile({ model, url, path, sha256: SHA256, onBytes: (done, total) => counts.push(done, total) });
      expect(counts.slice(-2)).to.deep.equal([CONTENT.length, CONTENT.length]);
    });
    // What was on the way when the connection broke may be lost; what had arrived is not asked for again.
    expect(seen).to.have.length(2);
    expect(Number(/^from (\d+)$/.exec(seen[1]!)?.[1])).to.be.within(1, 100_000);
    expect(await readFile(path)).to.deep.equal(CONTENT);
    expect(await readdir(join(folder, 'models'))).to.deep.equal(['a.onnx']);
  });

  it('never places another file than the listed one', async () => {
    const path = join(freshFolder(), 'a.onnx');
    await served(fileServer([]), async (address) => {
      expect(await failureCode(downloadFile({ model, url: address, path, sha256: '0'.repeat(64) }))).to.equal('model.hashMismatch');
    });
    expect(await failureCode(readFile(path))).to.contain('ENOENT');
  });

  it('replaces a damaged file in one step, once all of the listed one is there', async () => {
    const path = join(freshFolder(), 'a.onnx');
    await writeFile(path, 'rotten');
    const seen: string[] = [];
    await served(fileServer(seen, 100_000), async (url) => {
      expect(await failureCode(downloadFile({ model, url, path, sha256: SHA256 }))).to.equal('model.downloadFailed');
      expect(await readFile(path, 'utf8')).to.equal('rotten');
      await downloadFile({ model, url, path, sha256: SHA256 });
    });
    expect(await readFile(path)).to.deep.equal(CONTENT);
  });

  it('follows redirects, but never to plain http elsewhere, nor for ever', async () => {
    const path = join(freshFolder(), 'a.onnx');
    const redirect: Handler = (request, response) => {
      if (request.url === '/file') return fileServer([])(request, response);
      const to = { '/once': '/file', '/out': 'http://example.invalid/file', '/round': '/round' }[request.url ?? ''];
      response.writeHead(302, { Location: to ?? '/' }).end();
    };
    await served(redirect, async (address) => {
      await downloadFile({ model, url: `${address}/once`, path, sha256: SHA256 });
      for (const way of ['/out', '/round']) expect(await failureCode(downloadFile({ model, url: address + way, path: `${path}2` }))).to.equal('model.downloadFailed');
    });
  });

  it('gives one failure for no server, a refusal and a stop', async () => {
    const path = join(freshFolder(), 'a.onnx');
    const gone = await served(() => undefined, (address) => Promise.resolve(address));
    expect(await failureCode(downloadFile({ model, url: gone, path }))).to.equal('model.downloadFailed');
    await served((_, response) => void response.writeHead(404).end(), async (address) => {
      expect(await failureCode(downloadFile({ model, url: address, path }))).to.equal('model.downloadFailed');
    });
    const controller = new AbortController();
    await served(() => controller.abort(), async (url) => {
      expect(await failureCode(downloadFile({ model, url, path, signal: controller.signal }))).to.equal('cancelled');
    });
  });
});

describe('what is said of a download that fails', () => {
  /** `proxy`: the only one that the environment names. */
  const told = async (url: string, proxy?: string): Promise<string> => {
    const download = downloadFile.bind(undefined, { model, url, path: join(freshFolder(), 'a.onnx') });
    const failure = await withEnvironment({ https_proxy: proxy, HTTPS_PROXY: undefined, ALL_PROXY: undefined, all_proxy: undefined, NO_PROXY: undefined, no_proxy: undefined }, () => failureOfWork(download()));
    return `${failure?.message} ${failure?.remedy}`;
  };
  const away = 'https://models.depthbeat.invalid/a.onnx';

  it('names the model, the cause, the address, and the command that adds a file from elsewhere', async () => {
    const said = await served((_, response) => void response.writeHead(403).end(), (url) => told(url));
    expect(said).to.contain('Tiny Depth could not be downloaded: the server answered with status 403. Check');
    expect(said).to.match(/get http:\/\/127\.0\.0\.1:\d+ elsewhere and run depthbeat models add FILE\.onnx --as tiny\.$/);
    const gone = await served(() => undefined, (address) => Promise.resolve(address));
    expect(await told(gone)).to.contain('127.0.0.1 could not be reached (ECONNREFUSED)');
  });

  it('says in one sentence that a name is not found', async () => {
    expect(await told(away)).to.match(/^Tiny Depth could not be downloaded: the name models\.depthbeat\.invalid was not found, so this computer may be offline\. Check/);
  });

  it('says when it is the proxy that is wrong, silent or unwilling', async () => {
    const proxy = createServer().on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    expect(await told(away, host)).to.contain(`: the proxy ${host} answered with status 407.`);
    await new Promise((resolve) => proxy.close(resolve));
    expect(await told(away, host)).to.contain(`: the proxy ${host} could not be reached (ECONNREFUSED).`);
    expect(await told(away, 'http://me:secret@:x')).to.contain(': HTTPS_PROXY holds no address of a proxy.').and.not.contain('secret');
  });
});

describe('proxyFor', () => {
  const at = new URL('https://models.example.org/x');
  it('reads the proxy of the environment and the hosts it leaves out', () => {
    expect(proxyFor(at, { https_proxy: 'proxy:3128' })?.href).to.equal('http://proxy:3128/');
    expect(proxyFor(at, { HTTPS_PROXY: 'http://u:p@proxy:1' })?.username).to.equal('u');
    expect(proxyFor(at, { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'a.b, .example.org' })).to.equal(undefined);
    expect(proxyFor(at, { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'ple.org' })?.host).to.equal('proxy:1');
    expect(proxyFor(at, {})).to.equal(undefined);
    for (const kind of ['socks5', 'https']) expect(() => proxyFor(at, { ALL_PROXY: `${kind}://proxy:1080` })).to.throw(`ALL_PROXY names a proxy of the kind ${kind}://, and only http://`);
    expect(proxyFor(new URL('http://127.0.0.1/'), { HTTPS_PROXY: 'http://proxy:1' })).to.equal(undefined);
  });
});
