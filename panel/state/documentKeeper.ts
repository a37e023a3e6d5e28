import { parseJsonWith, record, text } from '#core/parsing/parser';
import type { HelperClient } from '../bridge/helperClient.js';
import type { ClipDocument } from './clipDocument.js';
import { printDocument, readDocument } from './documentFile.js';
import type { KeptValues } from './keptValues.js';

/** Time without a change after which the document is kept, milliseconds. */
const pause = 600;

const parser = record({ name: text(32_768), text: text(32_000_000) });

/** Keeps the document of a clip with the helper, a little after each change. A change that is younger when the panel closes goes into the page's own store. */
export class DocumentKeeper {
  private waiting: { readonly name: string; readonly document: ClipDocument } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly helper: HelperClient,
    private readonly kept: KeptValues,
  ) {}

  keepSoon(name: string, document: ClipDocument): void {
    this.waiting = { name, document };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  /** Keeps what waits, now. */
  flush(): void {
    clearTimeout(this.timer);
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) void this.keep(waiting.name, waiting.document);
  }

  async keep(name: string, document: ClipDocument): Promise<void> {
    const text = printDocument(document);
    await this.helper.request('text.keep', { name, text }).catch(() => this.putAside(name, text));
  }

  private putAside(name: string, text: string): void {
    this.kept.write('unkept', JSON.stringify({ name, text }));
  }

  async recall(name: string): Promise<string | undefined> {
    const aside = parseJsonWith(parser, this.kept.read('unkept') ?? '{}', 'unkept');
    if (aside.ok && aside.value.name === name) {
      this.kept.write('unkept', '{}');
      void this.helper.request('text.keep', aside.value).catch(() => this.putAside(name, aside.value.text));
      return aside.value.text;
    }
    return (await this.helper.request('text.recall', { name }).catch(() => ({ text: undefined }))).text;
  }

  /** The document of a clip that is not the one being worked on. */
  async documentOf(clip: string): Promise<ClipDocument> {
    return readDocument(await this.recall(clip));
  }

  /** Leaves music, recipe and values of one document with another clip: it says what is applied to that clip from now on. */
  async handOn(clip: string, { music, musicOffset, grid, recipe, values }: ClipDocument): Promise<void> {
    const kept = await this.documentOf(clip);
    await this.keep(clip, { ...kept, music, musicOffset, grid, recipe, values: { ...kept.values, [recipe]: values[recipe] ?? {} } });
  }

  /** The helper is going: what waits stays in the page. */
  dispose(): void {
    clearTimeout(this.timer);
    if (this.waiting) this.putAside(this.waiting.name, printDocument(this.waiting.document));
  }
}
