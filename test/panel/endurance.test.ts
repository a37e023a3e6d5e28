/// <reference lib="dom" />
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { comeCloser, duration, keepLongMusic, metricsOf, scroll, showLongMusic, walks } from '../fixtures/longMusic.js';
import { cutSample } from '../fixtures/madeMedia.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, scratchFolder } from './panelPage.js';

describe('the panel over hours', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  const dataFolder = join(folder.path, 'data');
  const clip = join(folder.path, 'long.mp4');
  let browser: Browser;
  let playground: Playground;

  before(async () => {
    await cutSample(clip, 4);
    await keepLongMusic(dataFolder, clip, join(folder.path, 'three hours.flac'));
    playground = await openPlayground([clip], { DEPTHBEAT_DATA: dataFolder });
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await playground?.close();
    folder.remove();
  });

  async function openMusic(): Promise<{ readonly page: Page; readonly session: CDPSession }> {
    const { page } = await openPage(browser, playground.address(), { width: 900, height: 720 });
    const session = await showLongMusic(page);
    return { page, session };
  }

  it('draws 5,000 beats over three hours within a frame of 60 a second while scrolling and zooming', async () => {
    const { page, session } = await openMusic();
    const seen: Record<string, number> = {};
    for (const { name, closer, wheel } of walks) {
      await comeCloser(page, closer);
      seen[name] = (await scroll(page, session, wheel)).work;
    }
    for (const [what, work] of Object.entries(seen)) {
      console.log(`      ${what}: ${work.toFixed(1)} ms of processor time a frame`);
      expect(work, what).to.be.lessThan(1000 / 60);
    }
    await page.close();
  });

  it('holds the time under the pointer at the far end of three hours, to the sample', async () => {
    const { page } = await openMusic();
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
        // Most are closed while they still fetch what they show, as by a user in a hurry.
        if (i % 3 === 0 || i === times - 1) await page.getByText('5,000 beats').waitFor();
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
    await walk(3);
    const early = await metricsOf(session);
    await walk(8);
    const late = await metricsOf(session);
    expect(late['JSHeapUsedSize'] / early['JSHeapUsedSize'], 'heap').to.be.lessThan(1.2);
    expect(late['JSEventListeners'], 'listeners').to.be.at.most(early['JSEventListeners'] * 1.1);
    expect(late['Nodes'], 'nodes').to.be.at.most(early['Nodes'] * 1.1);
    expect(page.workers()).to.have.length(0);
    await page.close();
  });
});
