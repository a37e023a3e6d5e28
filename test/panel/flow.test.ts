/// <reference lib="dom" />
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import type { FakeGroup, FakeParade } from '../host/fakeAfterEffects/propertyGroup.js';
import type { FakeLayer } from '../host/fakeAfterEffects/layer.js';
import type { FakeProperty } from '../host/fakeAfterEffects/property.js';
import { cutSample } from '../fixtures/madeMedia.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, pictureFolder, scratchFolder, type WatchedPage } from './panelPage.js';

/** Names that would run, break out or vanish where text is put together carelessly. */
const hostileName = `<img src=x onerror=alert(1)> "quote' & ü 🎬 %20 #1.mp4`;

function slider(layer: FakeLayer, name: string): FakeProperty {
  const parade = layer.property('ADBE Effect Parade') as unknown as FakeParade;
  const effect = parade._effects.find((one: FakeGroup) => one.name === name);
  if (!effect) throw new Error(`no slider ${name}`);
  return effect._children[0] as FakeProperty;
}

describe('the panel in a browser', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  const clip = join(folder.path, hostileName);
  let browser: Browser;
  let playground: Playground;
  let watched: WatchedPage;

  before(async () => {
    await cutSample(clip, 96);
    playground = await openPlayground([clip], { DEPTHBEAT_DATA: join(folder.path, 'data') });
    browser = await openBrowser();
    watched = await openPage(browser, playground.address({ music: sampleFiles().song }));
  });

  after(async () => {
    await browser?.close();
    await playground?.close();
    folder.remove();
  });

  const control = (): FakeLayer => playground.host.comp._layers.find((layer) => layer.nullLayer)!;

  it('follows the selection, makes a pass and brings it into the project in one undo step', async () => {
    const { page } = watched;
    await page.getByText(hostileName).first().waitFor();
    await page.getByText(/frames · \d+×\d+ · \d+/).waitFor();
    playground.host.layers[0].selected = false;
    await page.getByText('No layer is selected.').waitFor();
    playground.host.layers[0].selected = true;
    await page.getByText('A draft model.').waitFor();
    await page.getByRole('button', { name: 'Download Depth Anything V2 Small' }).first().waitFor();
    await page.locator('.generate button:enabled', { hasText: /^Download/ }).waitFor();
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    await page.locator('[data-job-state=running]').waitFor();
    await page.locator('[data-job-state=done]').waitFor({ timeout: 90_000 });
    await page.getByText(/is in the project/).waitFor();
    const { world } = playground.host;
    expect(world._items.map(({ name }) => name)).to.include(`${hostileName} depth`);
    expect(world.calls.undoGroups).to.equal(1);
  });

  it('shows the pass and takes a focus plane from a click, exact to the file', async () => {
    const { page } = watched;
    const picture = page.getByRole('img', { name: /sets the focus plane/ });
    await picture.waitFor();
    const shots = page.getByRole('list', { name: 'Shots' }).getByRole('listitem');
    await shots.getByRole('img', { name: /^Flicker: depth changes by \d/ }).first().waitFor();
    expect(await shots.getByRole('img', { name: /^Confidence: .* \d+ % of the picture/ }).count()).to.equal(await shots.count());
    const near = page.getByRole('textbox', { name: 'Near' });
    const before = await near.inputValue();
    await picture.click({ position: { x: 60, y: 60 } });
    await page.waitForFunction((value) => document.querySelector<HTMLInputElement>('input[aria-label=Near]')?.value !== value, before);
    await page.getByRole('button', { name: 'As found' }).click();
    expect(await near.inputValue()).to.equal(before);
  });

  it('finds the beats of a song and repairs them with one press, undone with one', async () => {
    const { page } = watched;
    await page.getByRole('tab', { name: 'Music' }).click();
    page.once('dialog', (dialog) => void dialog.accept(sampleFiles().song));
    await page.getByRole('button', { name: 'Choose music' }).click();
    const facts = page.getByTestId('grid-facts');
    await facts.waitFor({ timeout: 60_000 });
    const count = async (): Promise<number> => Number(/(\d+) beats/.exec((await facts.textContent()) ?? '')?.[1]);
    const found = await count();
    expect(found).to.be.greaterThan(8);
    await page.getByTitle('Twice as many beats').click();
    expect(await count()).to.be.greaterThan(found * 1.8);
    await page.getByTitle('Undo (Ctrl+Z)').click();
    expect(await count()).to.equal(found);
    await page.keyboard.press('h');
    expect(await count()).to.be.lessThan(found * 0.7);
    await page.keyboard.press('Control+z');
    expect(await count()).to.equal(found);
  });

  it('plays in time and previews the recipe on the clip while a slider moves', async () => {
    const { page } = watched;
    await page.getByRole('tab', { name: 'Recipe' }).click();
    await page.locator('.live[data-shown=true]').waitFor({ timeout: 30_000 });
    const look = (): Promise<number> => page.locator('.live canvas').evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, value, at) => (sum * 31 + value * (at + 1)) % 1e9, 7));
    const before = await look();
    const blur = page.getByRole('slider', { name: 'Blur' });
    await blur.fill('6');
    await page.waitForFunction((was) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.live canvas')!;
      return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, value, at) => (sum * 31 + value * (at + 1)) % 1e9, 7) !== was;
    }, before);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForTimeout(600);
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await page.locator('.clock').textContent()).to.match(/^0:0[0-4]\.\d\d$/);
  });

  it('applies, keeps a key moved by hand through a re-sync, bakes, and takes all away again', async () => {
    const { page } = watched;
    const { host } = playground;
    const layersBefore = host.comp._layers.map(({ name }) => name);
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText(/Rack focus is on/).waitFor();
    const beat = slider(control(), 'Beat');
    expect(beat._keys.length).to.be.greaterThan(2);
    const moved = beat._keys[1].time + 2 * host.comp.frameDuration;
    beat._keys[1].time = moved;
    await page.getByRole('tab', { name: 'Music' }).click();
    const facts = page.getByTestId('grid-facts');
    const asFound = await facts.textContent();
    await page.getByRole('button', { name: 'Read back' }).click();
    await page.getByText('Read back from the composition: 1 beat moved.').waitFor();
    expect(await facts.textContent()).to.include('1 repair');
    await page.getByTitle('Undo (Ctrl+Z)').click();
    expect(await facts.textContent()).to.equal(asFound);
    await page.getByTitle('Redo (Ctrl+Shift+Z)').click();
    await page.getByRole('tab', { name: 'Recipe' }).click();
    await page.getByRole('button', { name: 'Re-sync' }).click();
    await page.getByText(/is in sync on .*; 1 change of your own stayed\.$/).waitFor();
    await page.getByRole('tab', { name: 'Music' }).click();
    await page.getByRole('button', { name: 'Read back' }).click();
    await page.getByText('nothing to read back').waitFor();
    await page.getByRole('tab', { name: 'Recipe' }).click();
    expect(slider(control(), 'Beat')._keys.some(({ time }) => Math.abs(time - moved) < 1e-6)).to.equal(true);
    await page.getByRole('button', { name: 'Bake' }).click();
    await page.getByText(/keyframes on \d+ properties/).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText(/is gone/).waitFor();
    expect(host.comp._layers.map(({ name }) => name)).to.deep.equal(layersBefore);
    expect(host.world.calls.mutationsOutsideUndo).to.equal(0);
  });

  it('lists the models with their licences', async () => {
    const { page } = watched;
    await page.getByRole('tab', { name: 'Models' }).click();
    await page.getByText('In use').waitFor();
    expect(await page.locator('.model').count()).to.be.greaterThan(10);
    expect(await page.getByText(/not for commercial use/).count()).to.be.greaterThan(0);
  });

  it('stands at three widths in dark and light, with nothing wider than the panel', async () => {
    const { page } = watched;
    for (const theme of ['dark', 'light']) {
      const { page: fresh } = await openPage(browser, playground.address({ theme }));
      await fresh.getByText(hostileName).first().waitFor();
      for (const width of [240, 420, 900]) {
        await fresh.setViewportSize({ width, height: 760 });
        await fresh.getByRole('tab', { name: 'Depth' }).click();
        await fresh.getByRole('img', { name: /sets the focus plane/ }).waitFor();
        for (const view of ['Depth', 'Music', 'Recipe', 'Models']) {
          await fresh.getByRole('tab', { name: view }).click();
          if (view === 'Recipe') await fresh.locator('.live[data-shown=true]').waitFor();
          await fresh.waitForTimeout(150);
          await fresh.screenshot({ path: join(pictureFolder(), `${view.toLowerCase()}-${width}-${theme}.png`) });
          const widest = await fresh.evaluate(() => Math.max(document.documentElement.scrollWidth, ...Array.from(document.querySelectorAll('.view, .flow, .jobs'), ({ scrollWidth }) => scrollWidth)));
          expect(widest, `${view} at ${width}`).to.be.at.most(width);
        }
      }
      await fresh.close();
    }
    expect(watched.complaints).to.deep.equal([]);
    await page.close();
  });
});
