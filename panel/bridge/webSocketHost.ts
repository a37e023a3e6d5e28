import { failureError } from '#core/failure/result';
import { ScriptHost } from './scriptHost.js';

interface Answer {
  readonly id: number;
  readonly answer: string;
}

/**
 * A host whose script engine runs in another process (the playground's pretended After Effects): each message carries one script, each
 * answer the text CEP would give.
 */
export function webSocketHost(address: string): ScriptHost {
  const waiting = new Map<number, { resolve: (text: string) => void; reject: (reason: Error) => void }>();
  const socket = new WebSocket(address);
  let last = 0;
  const open = new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('close', () => reject(failureError('host.bridgeLost', '', `nothing answers at ${address}`)));
  });
  open.catch(() => undefined);
  socket.addEventListener('message', (event: MessageEvent) => {
    const { id, answer } = JSON.parse(String(event.data)) as Answer;
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(failureError('host.bridgeLost'));
    waiting.clear();
  });
  return new ScriptHost(async (script) => {
    await open;
    return new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(failureError('host.bridgeLost'));
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, script }));
    });
  });
}
