/// <reference lib="dom" />
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Locator } from 'playwright-core';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import { cutSample } from '../fixtures/madeMedia.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, scratchFolder, type WatchedPage } from './panelPage.js';

describe('the panel when things are slow, many or broken', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  let browser: Browser;
  let playground: Playground;
  let watched: WatchedPage;

  before(async () => {
    // The first is long enough to be caught at work, on a fast machine too.
    const lengths = { 'a.mp4': 192, 'b.mp4': 40 };
    const clips = await Promise.all(Object.entries(lengths).map(([name, frames]) => cutSample(join(folder.path, name), frames)));
    playground = await openPlayground(clips, { DEPTHBEAT_DATA: join(folder.path, 'data') });
    browser = await openBrowser();
    watched = await openPage(browser, playground.address({ music: sampleFiles().song }));
  });

  after(async () => {
    await browser?.close();
    await playground?.close();
    folder.remove();
  });

  const job = (name: string, state: string): Locator => watched.page.locator(`[data-job-state=${state}]`, { hasText: name });
  const select = async (index: number, name: string): Promise<void> => {
    playground.host.layers.forEach((layer, at) => (layer.selected = at === index));
    await watched.page.getByTestId('selection').getByText(name).waitFor();
  };
  const generate = (): Promise<void> => watched.page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();

  it('queues jobs, pauses one for another, shows pictures as they come, and imports each pass once', async () => {
    const { page } = watched;
    await select(0, 'a.mp4');
    await generate();
    await job('a.mp4', 'running').locator('img').waitFor();
    await job('a.mp4', 'running').getByText(/\d+ % .*cpu/).waitFor();
    await select(1, 'b.mp4');
    await generate();
    await generate();
    await job('b.mp4', 'waiting').waitFor();
    expect(await page.locator('[data-job-state]').count()).to.equal(2);
    await job('a.mp4', 'running').getByRole('button', { name: 'Pause' }).click();
    await job('a.mp4', 'paused').waitFor();
    await job('b.mp4', 'running').waitFor();
    await job('a.mp4', 'paused').getByRole('button', { name: 'Go on' }).click();
    await job('b.mp4', 'done').waitFor();
    await page.getByText('The depth pass of b.mp4 is in the project.').waitFor();
    await job('a.mp4', 'done').waitFor();
    // Its layer is not the selected one: the editor is told, and nothing happens to another layer.
    await page.getByText('The depth pass of a.mp4 is ready.').waitFor();
    await select(0, 'a.mp4');
    await job('a.mp4', 'done').getByRole('button', { name: 'Import' }).click();
    await page.getByText('The depth pass of a.mp4 is in the project.').waitFor();
    expect(playground.host.world._items.map(({ name }) => name).filter((name) => /depth$/.test(name)).sort()).to.deep.equal(['a.mp4 depth', 'b.mp4 depth']);
    expect(playground.host.world.calls.undoGroups).to.equal(2);
  });

  it('takes a job off the list at once when it is cancelled, and leaves nothing running', async () => {
    const { page } = watched;
    await page.getByRole('combobox', { name: 'Size' }).selectOption('half');
    await generate();
    await job('a.mp4', 'running').getByText(/\d+ %/).waitFor();
    await job('a.mp4', 'running').getByRole('button', { name: 'Cancel' }).click();
    await job('a.mp4', 'running').waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Size' }).selectOption('native');
  });

  it('stays at work while the host is slow, and applies once however often it is pressed', async () => {
    const { page } = watched;
    const { host } = playground;
    await page.getByRole('tab', { name: 'Recipe' }).click();
    await page.getByRole('option', { name: '3D photo' }).click();
    const apply = page.locator('button:enabled', { hasText: 'Apply' });
    await apply.waitFor();
    const before = host.world.calls.undoGroups;
    host.delay = 1500;
    await apply.dblclick();
    await page.locator('button:disabled', { hasText: 'Apply' }).waitFor();
    const start = Date.now();
    await page.getByRole('tab', { name: 'Models' }).click();
    await page.getByText('In use').waitFor();
    expect(Date.now() - start, 'another view opens meanwhile').to.be.lessThan(1500);
    await page.getByText(/3D photo is on/).waitFor();
    host.delay = 0;
    expect(host.world.calls.undoGroups).to.equal(before + 1);
  });

  it('takes silence of the host for a lost bridge, says so, and goes on when it is back', async () => {
    const { page } = watched;
    const { host } = playground;
    const { evaluate } = host;
    host.evaluate = () => Promise.resolve('');
    await page.getByText('The host did not answer.').waitFor();
    expect(await page.locator('button:disabled', { hasText: 'Generate depth pass' }).count()).to.equal(1);
    host.evaluate = evaluate;
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).waitFor();
  });

  it('reaches every control of every view with the keyboard, each to be seen', async () => {
    const { page } = watched;
    for (const view of ['Depth', 'Music', 'Recipe', 'Models']) {
      await page.getByRole('tab', { name: view }).click();
      await page.waitForTimeout(300);
      const wanted = await page.evaluate(() => document.querySelectorAll('button:not(:disabled):not([role=tab]):not([tabindex="-1"]), input:not(:disabled), select:not(:disabled), [role=slider]').length);
      const reached = new Set<number>();
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      for (let press = 0; press < wanted + 20; press++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const element = document.activeElement!;
          const all = Array.from(document.querySelectorAll('button, input, select, [role=slider]'));
          return element.matches(':focus-visible') && getComputedStyle(element).outlineStyle !== 'none' ? all.indexOf(element) : -1;
        });
        if (at >= 0) reached.add(at);
      }
      expect(reached.size, view).to.be.at.least(wanted);
    }
  });

  it('stands still where the system asks for less motion', async () => {
    const { page } = watched;
    const moves = async (): Promise<boolean> => {
      await page.getByRole('tab', { name: 'Models' }).click();
      await page.getByRole('tab', { name: 'Recipe' }).click();
      const card = page.getByRole('option', { selected: true }).locator('canvas');
      await card.waitFor();
      const look = (): Promise<string> => card.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
      await page.waitForTimeout(500);
      const seen = new Set<string>();
      for (let i = 0; i < 6; i++) {
        seen.add(await look());
        await page.waitForTimeout(150);
      }
      return seen.size > 1;
    };
    expect(await moves()).to.equal(true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moves()).to.equal(false);
    await page.emulateMedia({ reducedMotion: null });
  });

  it('says what to do when the helper is gone for good, and keeps what was asked for', async () => {
    const { page, complaints } = watched;
    complaints.length = 0;
    await page.getByRole('combobox', { name: 'Size' }).selectOption('half');
    await generate();
    await job('a.mp4', 'running').waitFor();
    playground.helper.child.kill('SIGKILL');
    await page.getByRole('button', { name: 'Start it again' }).waitFor();
    await job('a.mp4', 'waiting').getByText('the job goes on when it is back').waitFor();
    expect(await page.evaluate(() => window.localStorage.getItem('depthbeat.jobs'))).to.include('a.mp4');
  });
});
