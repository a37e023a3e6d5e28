import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import { openPlayground, type Playground } from '../playground/openPlayground.js';
import { openBrowser, openPage, scratchFolder } from './panelPage.js';

/** Names that would run, break out or vanish where text is put together carelessly. */
const hostileName = `<img src=x onerror=alert(1)> "quote' & ü 🎬 %20 #1.mp4`;

describe('the panel in a browser', function () {
  this.timeout(120_000);
  const folder = scratchFolder();
  let browser: Browser;
  let playground: Playground;
  const clip = join(folder.path, hostileName);

  before(async () => {
    cpSync(sampleFiles().clip, clip);
    playground = await openPlayground([clip], { DEPTHBEAT_DATA: join(folder.path, 'data') });
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await playground?.close();
    folder.remove();
  });

  it('follows the selection, makes a pass and brings it into the project in one undo step', async () => {
    const { page, complaints } = await openPage(browser, playground.address());
    await page.getByText(hostileName).first().waitFor();
    await page.getByText(/frames · \d+×\d+ · \d+/).waitFor();
    playground.host.layers[0].selected = false;
    await page.getByText('No layer is selected.').waitFor();
    playground.host.layers[0].selected = true;
    const main = page.getByRole('button', { name: 'Generate depth pass' });
    await main.and(page.locator(':enabled')).click();
    await page.locator('[data-job-state=running]').waitFor();
    await page.locator('[data-job-state=done]').waitFor({ timeout: 90_000 });
    await page.getByText(/is in the project/).waitFor();
    const { world } = playground.host;
    expect(world._items.map(({ name }) => name)).to.include(`${hostileName} depth`);
    expect(world.calls.undoGroups).to.equal(1);
    expect(world.calls.mutationsOutsideUndo).to.equal(0);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });
});
