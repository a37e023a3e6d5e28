/// <reference lib="dom" />
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Beat, BeatGrid } from '#contracts/beatGrid';
import { emptyDocument } from '../../panel/state/clipDocument.js';
import { printDocument } from '../../panel/state/documentFile.js';
import { cutSample, makeMedia } from '../fixtures/madeMedia.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, scratchFolder } from './panelPage.js';

const hours = 3;
const duration = hours * 3600;

/** A grid of beats, evenly over three hours; every fourth one begins a bar. */
function longGrid(count: number): BeatGrid {
  const step = duration / count;
  const beats: Beat[] = Array.from({ length: count }, (_, i) => ({ time: i * step, barPosition: (i % 4) + 1, downbeat: i % 4 === 0, strength: ((i * 7919) % 1000) / 1000, confidence: 0.9 }));
  return {
    schema: 'depthbeat.beatGrid', version: 1, duration, tempo: 60 / step, metre: { beatsPerBar: 4 }, confidence: 0.9, beats,
    tempoSegments: [{ start: 0, end: duration, bpm: 60 / step, steady: true }],
    sections: Array.from({ length: 40 }, (_, i) => ({ start: (i * duration) / 40, end: ((i + 1) * duration) / 40, label: 'ABC'[i % 3], energy: (i % 5) / 5 })),
    hits: beats.map(({ time, strength }, i) => ({ time, band: (['kick', 'snare', 'hat'] as const)[i % 3], strength })),
    provenance: { algorithm: 'test', algorithmVersion: '1', source: { path: '', fingerprint: '' }, edits: [] },
  };
}

/** The page's counters; times are seconds of processor time of its main thread, so a busy machine does not count. */
async function metricsOf(session: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** Turns the wheel over the timeline once a frame; gives the processor time of a frame and how long frames took, milliseconds. */
async function scroll(page: Page, session: CDPSession, wheel: { readonly deltaX: number; readonly deltaY: number; readonly ctrlKey: boolean }): Promise<{ readonly work: number; readonly frames: number }> {
  const before = await metricsOf(session);
  const frames = await page.evaluate(async (turn) => {
    const canvas = document.querySelector('.timeline canvas')!;
    const box = canvas.getBoundingClientRect();
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    for (let i = 0; i < 120; i++) {
      canvas.dispatchEvent(new WheelEvent('wheel', { ...turn, deltaX: i % 60 < 30 ? turn.deltaX : -turn.deltaX, deltaY: i % 60 < 30 ? turn.deltaY : -turn.deltaY, clientX: box.left + 100, clientY: box.top + 60, bubbles: true, cancelable: true }));
      await nextFrame();
    }
    return 120;
  }, wheel);
  const after = await metricsOf(session);
  return { work: ((after['TaskDuration'] - before['TaskDuration']) * 1000) / frames, frames };
}

describe('the panel over hours', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  const dataFolder = join(folder.path, 'data');
  const clip = join(folder.path, 'long.mp4');
  let browser: Browser;
  let playground: Playground;

  before(async () => {
    await cutSample(clip, 12);
    const song = await makeMedia(join(folder.path, 'three hours.flac'), ['-f', 'lavfi', '-i', `sine=frequency=2:sample_rate=8000:duration=${duration}`]);
    playground = await openPlayground([clip], { DEPTHBEAT_DATA: dataFolder });
    browser = await openBrowser();
    await keep(printDocument({ ...emptyDocument, music: song, grid: longGrid(5000) }));
  });

  after(async () => {
    await browser?.close();
    await playground?.close();
    folder.remove();
  });

  /** Leaves a document for the clip, as an earlier panel would have. */
  async function keep(text: string): Promise<void> {
    const before = process.env['DEPTHBEAT_DATA'];
    process.env['DEPTHBEAT_DATA'] = dataFolder;
    const { keepText } = await import('#helper/output/keptText');
    await keepText(clip, text);
    if (before === undefined) delete process.env['DEPTHBEAT_DATA'];
    else process.env['DEPTHBEAT_DATA'] = before;
  }

  async function openMusic(): Promise<{ readonly page: Page; readonly session: CDPSession }> {
    const { page } = await openPage(browser, playground.address(), { width: 900, height: 720 });
    await page.getByRole('tab', { name: 'Music' }).click();
    await page.getByText('5,000 beats').waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return { page, session };
  }

  it('draws 5,000 beats over three hours within a frame of 60 a second while scrolling and zooming', async () => {
    const { page, session } = await openMusic();
    await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('.timeline')?.dataset['duration']) > 10_000);
    const seen: Record<string, number> = {};
    seen['zoom at the whole'] = (await scroll(page, session, { deltaX: 0, deltaY: -40, ctrlKey: true })).work;
    await page.getByTitle('Closer').click({ clickCount: 4 });
    seen['scroll over 11 minutes'] = (await scroll(page, session, { deltaX: 50, deltaY: 0, ctrlKey: false })).work;
    for (let i = 0; i < 5; i++) await page.getByTitle('Closer').click();
    seen['scroll over 20 seconds'] = (await scroll(page, session, { deltaX: 50, deltaY: 0, ctrlKey: false })).work;
    for (const [what, work] of Object.entries(seen)) {
      console.log(`      ${what}: ${work.toFixed(1)} ms of processor time a frame`);
      expect(work, what).to.be.lessThan(1000 / 60);
    }
    await page.close();
  });

  it('holds the time under the pointer at the far end of three hours, to the sample', async () => {
    const { page } = await openMusic();
    await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('.timeline')?.dataset['duration']) > 10_000);
    const canvas = page.locator('.timeline canvas').first();
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + box.width - 1, box.y + 60);
    await page.keyboard.down('Control');
    for (let i = 0; i < 60; i++) await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    const { from, span } = await page.locator('.timeline').evaluate((element: HTMLElement) => ({ from: Number(element.dataset['from']), span: Number(element.dataset['span']) }));
    expect(span).to.be.closeTo(0.5, 1e-6);
    expect(from + span).to.be.within(duration - 30, duration + 1e-6);
    await page.close();
  });

  it('leaves nothing behind when it is opened and closed fifty times', async () => {
    const { page, session } = await openMusic();
    const weigh = async (): Promise<{ readonly heap: number; readonly nodes: number; readonly listeners: number; readonly workers: number }> => {
      for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
      const { JSHeapUsedSize, Nodes, JSEventListeners } = await metricsOf(session);
      return { heap: JSHeapUsedSize, nodes: Nodes, listeners: JSEventListeners, workers: page.workers().length };
    };
    const reopen = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await page.reload();
        await page.getByText('5,000 beats').waitFor();
      }
    };
    // Where the system tells: what the helper holds open. A panel that is gone must not keep a line to it.
    const held = (): number => {
      const list = `/proc/${playground.helper.child.pid}/fd`;
      return existsSync(list) ? readdirSync(list).length : 0;
    };
    // Work that the last opening began (reading the clip and the song) ends by itself: only what stays is left behind.
    const settled = async (count: () => number): Promise<number> => {
      let [now, calm] = [count(), 0];
      for (let i = 0; i < 60 && calm < 6; i++) {
        await page.waitForTimeout(250);
        const next = count();
        calm = next === now ? calm + 1 : 0;
        now = next;
      }
      return now;
    };
    await reopen(5);
    const heldEarly = await settled(held);
    const early = await weigh();
    await reopen(45);
    expect(await settled(held), 'open files and sockets of the helper').to.be.at.most(heldEarly + 3);
    const late = await weigh();
    expect(late.heap / early.heap, 'heap').to.be.lessThan(1.2);
    expect(late.nodes, 'nodes').to.be.at.most(early.nodes * 1.1);
    expect(late.listeners, 'listeners').to.be.at.most(early.listeners * 1.1);
    expect(late.workers).to.equal(early.workers);
    await page.close();
  });

  it('leaves nothing behind when its views are walked through again and again', async () => {
    const { page, session } = await openMusic();
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    await page.getByText(/is in the project/).waitFor();
    const walk = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) for (const view of ['Depth', 'Recipe', 'Models', 'Music']) await page.getByRole('tab', { name: view }).click();
      await page.getByRole('tab', { name: 'Recipe' }).click();
      await page.locator('.live[data-shown=true]').waitFor();
      await page.getByRole('tab', { name: 'Music' }).click();
      await page.getByText('5,000 beats').waitFor();
      await page.waitForTimeout(300);
      for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    };
    await walk(5);
    const early = await metricsOf(session);
    await walk(20);
    const late = await metricsOf(session);
    expect(late['JSHeapUsedSize'] / early['JSHeapUsedSize'], 'heap').to.be.lessThan(1.2);
    expect(late['JSEventListeners'], 'listeners').to.be.at.most(early['JSEventListeners'] * 1.1);
    expect(late['Nodes'], 'nodes').to.be.at.most(early['Nodes'] * 1.1);
    expect(page.workers()).to.have.length(0);
    await page.close();
  });
});
