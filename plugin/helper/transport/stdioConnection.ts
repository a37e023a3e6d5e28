import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';

/**
 * Framed messages on stdin and stdout, for the process that spawned the helper. Anything else that is printed would break the frames, so
 * `console` is sent to stderr.
 */
export function openStdioConnection(): MessageConnection {
  const toStderr = (...values: unknown[]): void => void process.stderr.write(`${values.map(String).join(' ')}\n`);
  console.log = toStderr;
  console.info = toStderr;
  console.debug = toStderr;
  return createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
}
