import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { comeCloser, keepLongMusic, scroll, showLongMusic, walks } from '../fixtures/longMusic.js';
import { cutSample } from '../fixtures/madeMedia.js';
import { openBrowser, openPage, pictureFolder, scratchFolder } from '../panel/panelPage.js';
import { openPlayground } from '../playground/openPlayground.js';

/** What Chromium is asked to trace: its frames, and nothing that costs time itself. */
const categories = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline.frame'];

interface TraceEvent {
  readonly name: string;
  /** Microseconds. */
  readonly ts: number;
}

interface Frames {
  readonly perSecond: number;
  /** The time between two frames that 95 of 100 keep, milliseconds. */
  readonly usually: number;
  readonly dropped: number;
}

/** Frames that were drawn, out of a trace. */
function readFrames(trace: Buffer): Frames {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  const drawn = traceEvents.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts).sort((a, b) => a - b);
  const gaps = drawn.slice(1).map((time, index) => (time - drawn[index]!) / 1000).sort((a, b) => a - b);
  const span = (drawn[drawn.length - 1]! - drawn[0]!) / 1e6;
  return { perSecond: (drawn.length - 1) / span, usually: gaps[Math.floor(gaps.length * 0.95)]!, dropped: traceEvents.filter(({ name }) => name === 'DroppedFrame').length };
}

async function traced(browser: Browser, page: Page, name: string, run: () => Promise<{ readonly work: number }>): Promise<string> {
  await browser.startTracing(page, { categories });
  const { work } = await run();
  const trace = await browser.stopTracing();
  writeFileSync(join(pictureFolder(), `${name.replaceAll(' ', '-')}.trace.json`), trace);
  const { perSecond, usually, dropped } = readFrames(trace);
  return `${name.padEnd(26)}${perSecond.toFixed(1).padStart(10)}${usually.toFixed(1).padStart(16)}${String(dropped).padStart(10)}${work.toFixed(1).padStart(16)}`;
}

/** `npm run bench:panel`: 5,000 beats over three hours in the Music view, scrolled and zoomed once a frame while Chromium traces its frames. */
async function main(): Promise<void> {
  const folder = scratchFolder();
  const dataFolder = join(folder.path, 'data');
  const clip = await cutSample(join(folder.path, 'long.mp4'), 12);
  await keepLongMusic(dataFolder, clip, join(folder.path, 'three hours.flac'));
  const playground = await openPlayground([clip], { DEPTHBEAT_DATA: dataFolder });
  const browser = await openBrowser();
  try {
    const { page } = await openPage(browser, playground.address(), { width: 900, height: 720 });
    const session = await showLongMusic(page);
    console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, no graphics card; load ${loadavg()[0]!.toFixed(1)}; Chromium ${browser.version()}; 900 × 720`);
    console.log(`${''.padEnd(26)}  frames/s  95 % within ms   dropped  processor ms a frame`);
    for (const { name, closer, wheel } of walks) {
      await comeCloser(page, closer);
      console.log(await traced(browser, page, name, () => scroll(page, session, wheel)));
    }
    console.log(`Traces: ${pictureFolder()} (chrome://tracing)`);
  } finally {
    await browser.close();
    await playground.close();
    folder.remove();
  }
}

await main();
