/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import type { FakeLayer } from '../host/fakeAfterEffects/layer.js';
import { eventually } from '../fixtures/eventually.js';
import { cutSample } from '../fixtures/madeMedia.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, scratchFolder, type WatchedPage } from './panelPage.js';

describe('the panel with layers that no file shows, and with several', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  let browser: Browser;
  let playground: Playground;
  let watched: WatchedPage;
  let nest: FakeLayer;

  before(async () => {
    const clips = await Promise.all(['a.mp4', 'b.mp4'].map((name) => cutSample(join(folder.path, name), 12)));
    playground = await openPlayground(clips, { DEPTHBEAT_DATA: join(folder.path, 'data') });
    const { world, comp } = playground.host;
    const inner = world.addComp({ name: 'Titles', width: 512, height: 288, rate: 24, duration: 0.5 });
    world.activeItem = comp;
    nest = (comp.layers as { add(item: unknown): FakeLayer }).add(inner);
    world.calls.mutationsOutsideUndo = 0;
    // The render that a real After Effects makes: pictures of the clip stand for those of the composition.
    world.writeRender = ({ frames, first, path }) => {
      execFileSync(locateFfmpeg().ffmpeg, ['-loglevel', 'error', '-i', clips[0], '-frames:v', String(frames), '-start_number', String(first), path.replaceAll('%', '%%').replace('[#####]', '%05d')]);
    };
    browser = await openBrowser();
    watched = await openPage(browser, playground.address());
  });

  after(async () => {
    await browser?.close();
    await playground?.close();
    folder.remove();
  });

  const select = (...chosen: readonly FakeLayer[]): void => {
    for (const layer of playground.host.comp._layers) layer.selected = chosen.includes(layer);
  };

  it('has a composition rendered by the host, makes its pass and imports it, all from one press', async () => {
    const { page } = watched;
    select(nest);
    await page.getByTestId('selection').getByText('Titles').waitFor();
    await page.getByRole('img', { name: /renders it first/ }).waitFor();
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    await page.locator('[data-job-state=done]', { hasText: 'Titles' }).waitFor();
    await page.getByText('The depth pass of Titles is in the project.').waitFor();
    const depth = playground.host.world._items.find(({ name }) => name === 'Titles depth');
    expect(depth, 'the pass in the project').to.not.equal(undefined);
    await page.getByRole('img', { name: /sets the focus plane/ }).waitFor();
  });

  it('puts a recipe on the composition, by the pass of its render', async () => {
    const { page } = watched;
    await page.getByRole('tab', { name: 'Recipe' }).click();
    await page.getByRole('option', { name: '3D photo' }).click();
    await page.locator('button:enabled', { hasText: 'Apply' }).click();
    await page.getByText(/3D photo is on Titles/).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText(/3D photo is gone/).waitFor();
    expect(playground.host.world.calls.mutationsOutsideUndo).to.equal(0);
  });

  it('finds the pass of the render again after the panel was closed', async () => {
    await watched.page.reload();
    await watched.page.getByRole('tab', { name: 'Depth' }).click();
    await watched.page.getByRole('img', { name: /sets the focus plane/ }).waitFor();
  });

  it('makes the passes of several selected layers one after another', async () => {
    const { page } = watched;
    select(...playground.host.layers);
    await page.getByText('and one more layer').waitFor();
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    for (const name of ['a.mp4', 'b.mp4']) await page.locator('[data-job-state=done]', { hasText: name }).waitFor();
    const imported = (): readonly string[] => playground.host.world._items.map(({ name }) => name);
    await eventually(() => ['a.mp4 depth', 'b.mp4 depth'].every((name) => imported().includes(name)), 60_000);
    expect(watched.complaints).to.deep.equal([]);
  });
});
