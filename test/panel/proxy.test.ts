/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Locator } from 'playwright-core';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import { FakeFile } from '../host/fakeAfterEffects/files.js';
import type { FakeLayer } from '../host/fakeAfterEffects/layer.js';
import { eventually } from '../fixtures/eventually.js';
import { cutSample, makeMedia } from '../fixtures/madeMedia.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, scratchFolder, type WatchedPage } from './panelPage.js';

describe('the panel with layers that no file shows, and with several', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  let browser: Browser;
  let playground: Playground;
  let watched: WatchedPage;
  let nest: FakeLayer;
  let pictures: FakeLayer;
  const rendered: number[] = [];

  before(async () => {
    const clips = await Promise.all(['a.mp4', 'b.mp4', 'c.mp4'].map((name) => cutSample(join(folder.path, name), 12)));
    playground = await openPlayground(clips, { DEPTHBEAT_DATA: join(folder.path, 'data') });
    const { world, comp } = playground.host;
    const inner = world.addComp({ name: 'Titles', width: 512, height: 288, rate: 24, duration: 0.5 });
    world.activeItem = comp;
    nest = (comp.layers as { add(item: unknown): FakeLayer }).add(inner);
    const first = await makeMedia(join(folder.path, 'shot 100%% v2_%04d.png'), ['-i', clips[0], '-frames:v', '12', '-start_number', '7']).then(() => join(folder.path, 'shot 100% v2_0007.png'));
    pictures = (comp.layers as { add(item: unknown): FakeLayer }).add(world.addFootage({ name: 'shot 100% v2_[0007-0018].png', file: new FakeFile(world.disk, first), width: 512, height: 288, frames: 12, nativeRate: 24 }));
    pictures.moveToEnd();
    world.calls.mutationsOutsideUndo = 0;
    // The render that a real After Effects makes: pictures of the clip stand for those of the composition.
    world.writeRender = ({ frames, first, path }) => {
      rendered.push(frames);
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

  it('tries one frame of a composition by rendering that frame alone', async () => {
    const { page } = watched;
    select(nest);
    await page.getByTestId('selection').getByText('Titles').waitFor();
    await page.getByRole('combobox', { name: 'Tiles' }).selectOption('3');
    await page.locator('button:enabled', { hasText: 'Try one frame' }).click();
    await page.locator('[data-job-state=done]', { hasText: 'Titles · one frame' }).waitFor();
    // So small a picture has no pixels for three along a side, which is said.
    await page.getByText('A picture of 512×288 gives Depthbeat Small (draft) fewer tiles of 288×160 than were asked for, 2×2.').waitFor();
    await page.getByRole('combobox', { name: 'Tiles' }).selectOption('1');
    await page.getByRole('img', { name: 'Frame 0: a click sets the focus plane' }).waitFor();
    expect(rendered).to.deep.equal([1]);
    expect(await page.getByTitle('Puts this pass into the project').isDisabled()).to.equal(true);
    await page.getByRole('tab', { name: 'Recipe' }).click();
    await page.locator('button:enabled', { hasText: 'Apply' }).click();
    await page.getByText('Titles has no whole depth pass yet.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('tab', { name: 'Depth' }).click();
  });

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
    const names = ['a.mp4', 'b.mp4', 'c.mp4'];
    select(...playground.host.layers);
    await page.getByText('3 layers selected').waitFor();
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    for (const name of names) await page.locator('[data-job-state=done]', { hasText: name }).waitFor();
    const imported = (): readonly string[] => playground.host.world._items.map(({ name }) => name);
    await eventually(() => names.every((name) => imported().includes(`${name} depth`)), 60_000);
  });

  it('puts a recipe on all selected layers in one undo step, re-syncs, bakes and removes it on all of them', async () => {
    const { page } = watched;
    const { comp, world } = playground.host;
    const before = comp._layers.map(({ name }) => name);
    const undoGroups = world.calls.undoGroups;
    await page.getByRole('tab', { name: 'Recipe' }).click();
    await page.getByRole('option', { name: '3D photo' }).click();
    await page.locator('button:enabled', { hasText: 'Apply' }).click();
    await page.getByText('3D photo is on c.mp4, b.mp4 and a.mp4.').waitFor();
    expect(world.calls.undoGroups).to.equal(undoGroups + 1);
    const footage = comp._layers.filter(({ comment }) => comment.includes('op=depth')).map(({ source }) => (source as { readonly name: string }).name);
    expect(footage.sort()).to.deep.equal(['a.mp4 depth', 'b.mp4 depth', 'c.mp4 depth']);
    await page.getByRole('button', { name: 'Re-sync' }).click();
    await page.getByText('3D photo is in sync on c.mp4, b.mp4 and a.mp4.').waitFor();
    await page.getByRole('button', { name: 'Bake' }).click();
    await page.getByText(/keyframes on \d+ properties/).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText(/3D photo is gone/).waitFor();
    expect(comp._layers.map(({ name }) => name)).to.deep.equal(before);
    expect(world.calls.undoGroups).to.equal(undoGroups + 4);
  });

  it('says which of the selected layers have no pass yet, and changes nothing', async () => {
    const { page } = watched;
    const { comp, world } = playground.host;
    const undoGroups = world.calls.undoGroups;
    select(playground.host.layers[0], pictures);
    await page.getByText('2 layers selected').waitFor();
    await page.locator('button:enabled', { hasText: 'Apply' }).click();
    await page.getByText(/shot 100% v2_0007.png has no whole depth pass yet/).waitFor();
    expect([world.calls.undoGroups, comp._layers.filter(({ comment }) => comment !== '').length]).to.deep.equal([undoGroups, 0]);
  });

  it('tries one picture of a numbered sequence at once, and joins the pictures for the whole pass', async () => {
    const { page } = watched;
    select(pictures);
    await page.getByTestId('selection').getByText('shot 100% v2_0007.png').waitFor();
    await page.getByText('12 frames · 512×288 · 24').waitFor();
    await page.locator('button:enabled', { hasText: 'Try one frame' }).click();
    const job = (kind: RegExp): Locator => page.locator('[data-job-state=done]', { hasText: kind });
    await job(/0007.png · one frame/).waitFor();
    expect(await job(/0007.png · one frame/).getByTitle('shot 100% v2_0013.png', { exact: false }).count(), 'the picture in the middle').to.equal(1);
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    await page.getByText('The depth pass of shot 100% v2_0007.png is in the project.').waitFor();
    await page.locator('button:enabled', { hasText: 'Apply' }).click();
    await page.getByText('3D photo is on shot 100% v2_').waitFor();
    expect(watched.complaints).to.deep.equal([]);
  });
});
