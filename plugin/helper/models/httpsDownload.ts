import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { failureError, FailureError } from '#core/failure/result';
import type { ModelRow } from '#contracts/modelManifest';
import { writeFailure } from '../output/atomicFile.js';
import { causeOf, isOfConnection } from './connectionCause.js';
import { addWay } from './modelWays.js';
import { proxyFor, tunnelThrough } from './proxyTunnel.js';

export interface Download {
  /** The network it belongs to, for what is said when it does not come. */
  readonly model: Pick<ModelRow, 'id' | 'title'>;
  readonly url: string;
  readonly path: string;
  /** Expected content; a file with another hash never gets its name. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
  /** Bytes so far and in all (0 while unknown). */
  readonly onBytes?: (done: number, total: number) => void;
}

/** A connection that says nothing for this long is given up, milliseconds. */
const SILENCE = 30_000;
const MOST_REDIRECTS = 8;

/** What a download that stopped leaves beside its file: its beginning, and the server's mark of the content. */
export const leftoversOf = (name: string): readonly [part: string, tag: string] => [`${name}.part`, `${name}.part.tag`];

/**
 * Fetches a file: goes on where an earlier try stopped (`.part` beside it), follows redirects to https only, honours HTTPS_PROXY and NO_PROXY,
 * checks the hash, and gives the file its name in one step. Throws `model.downloadFailed`, `model.hashMismatch`, `output.*`, `cancelled`.
 */
export async function downloadFile(download: Download): Promise<void> {
  const [part, tag] = leftoversOf(download.path);
  await mkdir(dirname(download.path), { recursive: true }).catch((error: unknown) => {
    throw writeFailure(download.path, error);
  });
  try {
    await fetchInto(part, download);
  } catch (error) {
    if (download.signal?.aborted) throw failureError('cancelled');
    if (error instanceof FailureError) throw error;
    // A firewall refuses a connection with the same code as a folder refuses a file.
    const wrapped = isOfConnection(error) ? error : writeFailure(download.path, error);
    throw wrapped instanceof FailureError ? wrapped : failed(download, causeOf(error, new URL(download.url).hostname), String(error));
  }
  if (download.sha256 !== undefined && (await hashOf(part)) !== download.sha256) {
    await rm(part, { force: true });
    throw failureError('model.hashMismatch', { path: download.url, way: addWay(download.model) });
  }
  await rename(part, download.path);
  await rm(tag, { force: true });
}

/** The address is in the detail too, for readers whose remedy is another one (the panel's). */
function failed({ model, url }: Download, cause: string, detail?: string): FailureError {
  return failureError('model.downloadFailed', { title: model.title, url, cause, way: addWay(model) }, detail === undefined ? url : `${url}: ${detail}`);
}

async function fetchInto(part: string, download: Download): Promise<void> {
  const begun = (await stat(part).catch(() => undefined))?.size ?? 0;
  const tag = await readFile(`${part}.tag`, 'utf8').catch(() => undefined);
  // Without the server's mark of the content a rest could be of another file.
  const goesOn = begun > 0 && tag !== undefined;
  const answer = await follow(download, goesOn ? { Range: `bytes=${begun}-`, 'If-Range': tag } : {});
  if (answer.statusCode === 416) {
    answer.resume();
    await rm(part, { force: true });
    return fetchInto(part, download);
  }
  if (answer.statusCode !== 200 && answer.statusCode !== 206) {
    answer.resume();
    throw failed(download, `the server answered with status ${String(answer.statusCode)}`);
  }
  await receive(answer, { part, already: answer.statusCode === 206 ? begun : 0 }, download);
}

async function receive(answer: IncomingMessage, { part, already }: { readonly part: string; readonly already: number }, download: Download): Promise<void> {
  const length = Number(answer.headers['content-length'] ?? 0);
  const total = length > 0 ? already + length : 0;
  const { etag } = answer.headers;
  if (etag !== undefined && !etag.startsWith('W/')) await writeFile(`${part}.tag`, etag);
  else await rm(`${part}.tag`, { force: true });
  let done = already;
  answer.on('data', (chunk: Buffer) => {
    done += chunk.length;
    download.onBytes?.(done, total);
  });
  await pipeline(answer, createWriteStream(part, { flags: already > 0 ? 'a' : 'w' }));
  if (total > 0 && done !== total) throw failed(download, `the connection ended after ${done} of ${total} bytes`);
}

async function follow(download: Download, headers: Record<string, string>): Promise<IncomingMessage> {
  let address = new URL(download.url);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    if (!isSafe(address)) throw failed(download, 'the address is not https', address.href);
    const answer = await ask(address, headers, download.signal);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined) return answer;
    answer.resume();
    address = new URL(location, address);
  }
  throw failed(download, 'the server redirects too often');
}

/** Plain http is for this machine only: mirrors on the same computer, and tests. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}

async function ask(address: URL, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<IncomingMessage> {
  const proxy = proxyFor(address);
  const options: RequestOptions = { headers: { 'User-Agent': 'depthbeat', ...headers }, timeout: SILENCE, ...(signal ? { signal } : {}) };
  const tunnel = proxy ? { agent: false as const, createConnection: await tunnelThrough(proxy, address, SILENCE) } : {};
  const send = address.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const asked = send(address, { ...options, ...tunnel }, resolve);
    asked.on('timeout', () => asked.destroy(new Error(`no answer for ${SILENCE / 1000} s`)));
    asked.on('error', reject);
    asked.end();
  });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
