/// <reference lib="dom" />
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { cutSample } from '../fixtures/madeMedia.js';
import { tinyDepthNetwork } from '../fixtures/onnxFile.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, scratchFolder, type WatchedPage } from './panelPage.js';

describe('the models of the panel', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  const models = join(folder.path, 'models');
  let browser: Browser;
  let playground: Playground;
  let watched: WatchedPage;

  before(async () => {
    const clip = await cutSample(join(folder.path, 'a.mp4'), 12);
    writeFileSync(join(folder.path, 'My depth.onnx'), tinyDepthNetwork({ input: { name: 'pixel_values', dims: [1, 3, 'h', 'w'] }, output: { name: 'predicted_depth', dims: [1, 'h', 'w'] } }));
    writeFileSync(join(folder.path, 'shopping list.onnx'), 'milk, bread');
    playground = await openPlayground([clip], { DEPTHBEAT_DATA: join(folder.path, 'data'), DEPTHBEAT_MODELS: models });
    browser = await openBrowser();
    watched = await openPage(browser, playground.address());
    await watched.page.getByRole('tab', { name: 'Models' }).click();
    await watched.page.getByText('In use').waitFor();
  });

  after(async () => {
    await browser?.close();
    await playground?.close();
    folder.remove();
  });

  async function addFile(name: string): Promise<void> {
    watched.page.once('dialog', (dialog) => void dialog.accept(join(folder.path, name)));
    await watched.page.getByRole('button', { name: 'Add a file' }).click();
  }

  it('says what is wrong with a file that is no network, and keeps nothing of it', async () => {
    const { page } = watched;
    await addFile('shopping list.onnx');
    await page.getByText(/shopping list\.onnx is not a model that ONNX Runtime can load\./).waitFor();
    await addFile('not there.onnx');
    await page.getByText(/There is no file .*not there\.onnx/).waitFor();
    expect(await page.getByRole('heading', { name: 'shopping list' }).count()).to.equal(0);
  });

  it('says where the file of a network is that is not offered as a download', async () => {
    const { page } = watched;
    await page.locator('.model', { hasText: 'Depth Pro' }).getByText('It is said to be at https://huggingface.co/yuvraj108c/ml-depth-pro-onnx/resolve/main/depth_pro.onnx.').waitFor();
    expect(await page.locator('.model', { hasText: 'MoGe-2 Small' }).getByText('It is said to be at').count()).to.equal(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).to.equal(true);
  });

  it('takes a network of the editor\'s own, makes depth with it, and lets it go again', async () => {
    const { page } = watched;
    await addFile('My depth.onnx');
    await page.getByText('My depth.onnx can be used now.').waitFor();
    const row = page.locator('.model', { hasText: 'My depth' });
    await row.getByRole('button', { name: 'Use' }).click();
    await row.getByText('In use').waitFor();
    expect(await page.getByRole('combobox', { name: 'Model' }).locator('option:checked').textContent()).to.equal('My depth.onnx');
    expect(await page.getByText('A draft model.').count(), 'the advice is about the bundled model').to.equal(0);
    await page.locator('button:enabled', { hasText: 'Try one frame' }).click();
    await page.locator('[data-job-state=done]', { hasText: 'a.mp4' }).waitFor();
    await page.getByRole('tab', { name: 'Depth' }).click();
    await page.getByRole('img', { name: /sets the focus plane/ }).waitFor();
    await page.getByRole('tab', { name: 'Models' }).click();
    await row.getByRole('button', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
    expect(readdirSync(models).filter((name) => name.endsWith('.onnx'))).to.deep.equal([]);
    expect(await page.getByRole('combobox', { name: 'Model' }).locator('option:checked').textContent()).to.match(/Depthbeat/);
    await page.locator('button:enabled', { hasText: 'Try one frame' }).waitFor();
    expect(watched.complaints).to.deep.equal([]);
  });
});
