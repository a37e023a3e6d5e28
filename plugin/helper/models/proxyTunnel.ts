import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

/** The proxy that the environment asks for, or nothing: HTTPS_PROXY or ALL_PROXY, unless NO_PROXY names the host. */
export function proxyFor(address: URL, environment: NodeJS.ProcessEnv = process.env): URL | undefined {
  const read = (name: string): string | undefined => environment[name.toLowerCase()] ?? environment[name];
  if (address.protocol !== 'https:') return undefined;
  const given = read('HTTPS_PROXY') ?? read('ALL_PROXY');
  if (!given) return undefined;
  const skipped = (read('NO_PROXY') ?? '').split(',').map((name) => name.trim().replace(/^\*?\./, '')).filter(Boolean);
  const { hostname } = address;
  if (skipped.some((name) => name === '*' || hostname === name || hostname.endsWith(`.${name}`))) return undefined;
  return new URL(given.includes('://') ? given : `http://${given}`);
}

/** Asks a proxy for a tunnel to the host and wraps it in TLS: what a request then uses as its connection. */
export async function tunnelThrough(proxy: URL, address: URL, timeout: number): Promise<() => Socket> {
  const host = `${address.hostname}:${address.port || '443'}`;
  const login = proxy.username ? { 'Proxy-Authorization': `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}` } : {};
  const socket = await new Promise<Socket>((resolve, reject) => {
    const asked = request({ host: proxy.hostname, port: proxy.port || 80, method: 'CONNECT', path: host, headers: { Host: host, ...login }, timeout });
    asked.on('connect', (answer, opened: Socket) => (answer.statusCode === 200 ? resolve(opened) : reject(new Error(`the proxy answered ${String(answer.statusCode)}`))));
    asked.on('timeout', () => asked.destroy(new Error('the proxy did not answer')));
    asked.on('error', reject);
    asked.end();
  });
  return () => connectSecurely({ socket, servername: address.hostname });
}
