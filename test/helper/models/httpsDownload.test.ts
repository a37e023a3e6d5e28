import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { downloadFile } from '#helper/models/httpsDownload';
import { proxyFor } from '#helper/models/proxyTunnel';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) & 255));
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

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
      expect(await failureCode(downloadFile({ url, path, sha256: SHA256 }))).to.equal('model.downloadFailed');
      expect(await readdir(join(folder, 'models'))).to.not.include('a.onnx');
      const counts: number[] = [];
      await downloadFile({ url, path, sha256: SHA256, onBytes: (done, total) => counts.push(done, total) });
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
      expect(await failureCode(downloadFile({ url: address, path, sha256: '0'.repeat(64) }))).to.equal('model.hashMismatch');
    });
    expect(await failureCode(readFile(path))).to.contain('ENOENT');
  });

  it('follows redirects, but never to plain http elsewhere, nor for ever', async () => {
    const path = join(freshFolder(), 'a.onnx');
    const redirect: Handler = (request, response) => {
      if (request.url === '/file') return fileServer([])(request, response);
      const to = { '/once': '/file', '/out': 'http://example.invalid/file', '/round': '/round' }[request.url ?? ''];
      response.writeHead(302, { Location: to ?? '/' }).end();
    };
    await served(redirect, async (address) => {
      await downloadFile({ url: `${address}/once`, path, sha256: SHA256 });
      for (const way of ['/out', '/round']) expect(await failureCode(downloadFile({ url: address + way, path: `${path}2` }))).to.equal('model.downloadFailed');
    });
  });

  it('gives one failure for no server, a refusal and a stop', async () => {
    const path = join(freshFolder(), 'a.onnx');
    const gone = await served(() => undefined, (address) => Promise.resolve(address));
    expect(await failureCode(downloadFile({ url: gone, path }))).to.equal('model.downloadFailed');
    await served((_, response) => void response.writeHead(404).end(), async (address) => {
      expect(await failureCode(downloadFile({ url: address, path }))).to.equal('model.downloadFailed');
    });
    const controller = new AbortController();
    await served(() => controller.abort(), async (url) => {
      expect(await failureCode(downloadFile({ url, path, signal: controller.signal }))).to.equal('cancelled');
    });
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
    expect(proxyFor(new URL('http://127.0.0.1/'), { HTTPS_PROXY: 'http://proxy:1' })).to.equal(undefined);
  });
});
