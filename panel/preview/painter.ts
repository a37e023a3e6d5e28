import type { PreviewLook } from '#core/preview/previewLook';
import type { SlotValues } from '#contracts/slots';
import { paintPreview, type PaintReply, type SmallFrame } from './paintPreview.js';

/** Paints previews beside the panel's own thread, one at a time; where a page may start no worker, on it. */
export class Painter {
  private worker: Worker | undefined;
  private waiting = new Map<number, (reply: PaintReply) => void>();
  private last = 0;

  constructor(address = 'previewWorker.js') {
    try {
      const worker = new Worker(address);
      worker.onmessage = ({ data }: MessageEvent<PaintReply>) => {
        this.waiting.get(data.id)?.(data);
        this.waiting.delete(data.id);
      };
      // A page from disk may be refused a worker, which is told as an event: then everything is painted here.
      worker.onerror = () => this.giveUpWorker();
      this.worker = worker;
    } catch {
      this.worker = undefined;
    }
  }

  /** True while a picture is being painted: the next one would only queue up behind it. */
  get isBusy(): boolean {
    return this.waiting.size > 0;
  }

  async paint(frame: SmallFrame, slots: SlotValues, look: PreviewLook): Promise<ImageData> {
    const call = { id: ++this.last, frame, slots, look };
    const { pixels } = this.worker ? await this.ask(this.worker, call) : paintPreview(call);
    return new ImageData(pixels, frame.width, frame.height);
  }

  private ask(worker: Worker, call: Parameters<typeof paintPreview>[0]): Promise<PaintReply> {
    return new Promise((resolve) => {
      this.waiting.set(call.id, resolve);
      this.calls.set(call.id, call);
      worker.postMessage(call);
    }).then((reply) => {
      this.calls.delete(call.id);
      return reply as PaintReply;
    });
  }

  private readonly calls = new Map<number, Parameters<typeof paintPreview>[0]>();

  private giveUpWorker(): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const [id, resolve] of this.waiting) resolve(paintPreview(this.calls.get(id)!));
    this.waiting.clear();
    this.calls.clear();
  }

  dispose(): void {
    this.worker?.terminate();
    this.waiting.clear();
  }
}
