import { paintPreview, type PaintCall, type PaintReply } from './paintPreview.js';

interface WorkerScope {
  onmessage: ((event: { readonly data: PaintCall }) => void) | null;
  postMessage(reply: PaintReply, transfer: readonly ArrayBuffer[]): void;
}

const scope = self as unknown as WorkerScope;
scope.onmessage = ({ data }) => {
  const reply = paintPreview(data);
  scope.postMessage(reply, [reply.pixels.buffer]);
};
