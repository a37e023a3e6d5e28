import { list, parseJsonWith, record, text } from '#core/parsing/parser';
import type { KeptValues } from './keptValues.js';

/** Clips remembered; the oldest are forgotten. */
const most = 200;

const parser = list(record({ clip: text(32_768), folder: text(32_768) }), most);

/** Which pass of a clip was made or shown last, kept between starts: a clip may have passes of several models and sizes. */
export class KnownPasses {
  constructor(private readonly kept: KeptValues) {}

  private read(): readonly { readonly clip: string; readonly folder: string }[] {
    const parsed = parseJsonWith(parser, this.kept.read('passes') ?? '[]', 'passes');
    return parsed.ok ? parsed.value : [];
  }

  folderOf(clip: string): string | undefined {
    return this.read().find((pass) => pass.clip === clip)?.folder;
  }

  remember(clip: string, folder: string): void {
    const rest = this.read().filter((pass) => pass.clip !== clip);
    this.kept.write('passes', JSON.stringify([{ clip, folder }, ...rest].slice(0, most)));
  }
}
