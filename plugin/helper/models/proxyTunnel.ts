import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

/**
 * The proxy that the environment asks for, or nothing: HTTPS_PROXY or ALL_PROXY, unless NO_PROXY names the host.
 * Throws an Error whose message is a part of a sentence where the proxy's address is wrong or of a kind that is not spoken here.
 */
export function proxyFor(address: URL, environment: NodeJS.ProcessEnv = process.env): URL | undefined {
  const read = (name: string): string | undefined => environment[name.toLowerCase()] ?? environment[name];
  if (address.protocol !== 'https:') return undefined;
  const variable = read('HTTPS_PROXY') === undefined ? 'ALL_PROXY' : 'HTTPS_PROXY';
  const given = read(variable);
  if (!given) return undefined;
  const skipped = (read('NO_PROXY') ?? '').split(',').map((name) => name.trim().replace(/^\*?\./, '')).filter(Boolean);
  const { hostname } = address;
  if (skipped.some((name) => name === '*' || hostname === name || hostname.endsWith(`.${name}`))) return undefined;
  return proxyAt(given, variable);
}

/** The address itself is not told: it may hold a password. */
function proxyAt(given: string, variable: string): URL {
  const address = given.includes('://') ? given : `http://${given}`;
  if (!URL.canParse(address)) throw new Error(`${variable} holds no address of a proxy`);
  const proxy = new URL(address);
  if (proxy.protocol !== 'http:') throw new Error(`${variable} names a proxy of the kind ${proxy.protocol}//, and only http:// proxies can be used`);
  return proxy;
}

/** Asks a proxy for a tunnel to the host and wraps it in TLS: what a request then uses as its connection. */
export async function tunnelThrough(proxy: URL, address: URL, timeout: number): Promise<() => Socket> {
  const host = `${address.hostname}:${address.port || '443'}`;
  const login = proxy.username ? { 'Proxy-Authorization': `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}` } : {};
  const socket = await new Promise<Socket>((resolve, reject) => {
    const asked = request({ host: proxy.hostname, port: proxy.port || 80, method: 'CONNECT', path: host, headers: { Host: host, ...login }, timeout });
    asked.on('connect', (answer, opened: Socket) => (answer.statusCode === 200 ? resolve(opened) : reject(new Error(`the proxy ${proxy.host} answered with status ${String(answer.statusCode)}`))));
    asked.on('timeout', () => asked.destroy(new Error(`the proxy ${proxy.host} did not answer`)));
    asked.on('error', (error: NodeJS.ErrnoException) => reject(error.code === undefined ? error : new Error(`the proxy ${proxy.host} could not be reached (${error.code})`)));
    asked.end();
  });
  return () => connectSecurely({ socket, servername: address.hostname });
}
