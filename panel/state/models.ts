import type { ListedModel } from '#contracts/helperProtocol';
import { toFailure } from '#core/failure/result';
import type { HelperClient } from '../bridge/helperClient.js';
import type { Notices } from './notices.js';
import { createStore } from './store.js';

/** Part of a file that has come, 0..1. */
export type DownloadShares = Readonly<Record<string, number>>;

/** Whether the chosen network (absent: the default one) can be shown tiles besides the whole picture: one that sees several frames at once cannot. */
export function takesTiles(models: readonly ListedModel[], chosen: string | undefined): boolean {
  return models.find(({ row, isDefault }) => (chosen === undefined ? isDefault : row.id === chosen))?.row.input.window === undefined;
}

/** The networks there are, and the downloads that run; both outlive the view that shows them. */
export class Models {
  readonly list = createStore<readonly ListedModel[]>([]);
  readonly downloads = createStore<DownloadShares>({});
  private readonly controllers = new Map<string, AbortController>();
  private readonly unfollow: () => void;

  constructor(
    private readonly helper: HelperClient,
    private readonly notices: Notices,
  ) {
    const onState = (): void => void (helper.state.get().kind === 'ready' && this.reload());
    this.unfollow = helper.state.subscribe(onState);
    onState();
  }

  async reload(): Promise<void> {
    const list = await this.helper.request('models.list', {}).catch(() => undefined);
    if (list) this.list.set(list);
  }

  /** Downloads a listed network; true when it is there. A download that is cancelled goes on from where it was the next time. */
  async download(id: string, acceptLicence: boolean): Promise<boolean> {
    if (this.controllers.has(id)) return false;
    const controller = new AbortController();
    this.controllers.set(id, controller);
    this.setShare(id, 0);
    try {
      await this.helper.request('models.fetch', { id, acceptLicence }, { signal: controller.signal, onEvent: (event) => event.event === 'progress' && this.setShare(id, event.total > 0 ? event.done / event.total : 0) });
      await this.reload();
      return true;
    } catch (error) {
      this.notices.addFailure(toFailure(error));
      return false;
    } finally {
      this.controllers.delete(id);
      this.setShare(id, undefined);
    }
  }

  cancel(id: string): void {
    this.controllers.get(id)?.abort();
  }

  private setShare(id: string, share: number | undefined): void {
    const others = Object.entries(this.downloads.get()).filter(([other]) => other !== id);
    this.downloads.set(Object.fromEntries(share === undefined ? others : [...others, [id, share]]));
  }

  dispose(): void {
    this.unfollow();
    for (const controller of this.controllers.values()) controller.abort();
  }
}
