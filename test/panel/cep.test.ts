/// <reference lib="dom" />
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { CepControls } from '../fixtures/cepWindow.js';
import { eventually } from '../fixtures/eventually.js';
import { makeExtensionFolder, type ExtensionFolder } from '../fixtures/extensionFolder.js';
import { cutSample } from '../fixtures/madeMedia.js';
import { openCepPanel, type CepPanel } from '../playground/openCepPanel.js';
import { openBrowser, scratchFolder } from './panelPage.js';

interface CepTestWindow {
  readonly cepControls: CepControls;
}

describe('the panel in a page like those of CEP', function () {
  this.timeout(240_000);
  const folder = scratchFolder();
  const clip = join(folder.path, 'Shot 12.mp4');
  let browser: Browser;
  let extension: ExtensionFolder;
  let panel: CepPanel;

  before(async () => {
    await cutSample(clip, 144);
    extension = makeExtensionFolder();
    browser = await openBrowser();
    panel = await openCepPanel({ browser, clips: [clip], extension, userData: join(folder.path, 'user data'), env: { DEPTHBEAT_DATA: join(folder.path, 'data') } });
  });

  after(async () => {
    await panel?.close();
    await browser?.close();
    extension?.remove();
    folder.remove();
  });

  it('spawns the helper, greets it and follows the host, under its own strict policy', async () => {
    const { page } = panel;
    await page.getByText('Shot 12.mp4').first().waitFor();
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).waitFor();
    await page.getByRole('combobox', { name: 'Model' }).waitFor();
    expect(panel.helpers).to.have.length(1);
    expect(panel.complaints).to.deep.equal([]);
    expect(await page.evaluate(() => fetch('https://example.org').then(() => 'went out', () => 'refused'))).to.equal('refused');
    panel.complaints.length = 0;
  });

  it('follows the colours and the font size of the host while it runs', async () => {
    const { page } = panel;
    const looks = (): Promise<readonly string[]> => page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).fontSize]);
    expect(await looks()).to.deep.equal(['rgb(50, 50, 50)', '12px']);
    await page.evaluate(() => (window as unknown as CepTestWindow).cepControls.changeSkin({ grey: 240, fontSize: 15 }));
    expect(await looks()).to.deep.equal(['rgb(240, 240, 240)', '15px']);
  });

  it('puts its menu into the host, with the log behind it', async () => {
    const { page } = panel;
    const menu = await page.evaluate(() => (window as unknown as CepTestWindow).cepControls.invoked.filter(([name]) => name === 'setPanelFlyoutMenu').pop()?.[1]);
    expect(menu).to.match(/^<Menu>.*<MenuItem Id="log" Label="Show the log" Enabled="true" Checked="false"\/>.*<\/Menu>$/);
    await page.evaluate(() => (window as unknown as CepTestWindow).cepControls.clickMenu('log'));
    await page.getByRole('dialog', { name: 'Log' }).getByText(/protocol 1/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Log' }).waitFor({ state: 'detached' });
    expect(existsSync(panel.logFile)).to.equal(true);
    expect(readFileSync(panel.logFile, 'utf8')).to.match(/panel: helper .* protocol 1, process \d+/);
  });

  it('claims keys from the host only for what it does with them', async () => {
    const { page } = panel;
    const claim = async (): Promise<readonly number[]> => page.evaluate(() => (JSON.parse([...(window as unknown as CepTestWindow).cepControls.keys].pop()!) as { keyCode: number }[]).map(({ keyCode }) => keyCode));
    const space = process.platform === 'darwin' ? 49 : 32;
    await page.getByRole('tab', { name: 'Depth' }).click();
    expect(await claim()).to.not.include(space);
    await page.getByRole('tab', { name: 'Music' }).click();
    await page.getByRole('button', { name: 'Choose music' }).focus();
    expect(await claim()).to.include(space);
    await page.getByRole('tab', { name: 'Depth' }).click();
  });

  it('goes on with a job when the helper is killed under it, and imports the pass once', async () => {
    const { page } = panel;
    // A helper that dies right after its start is not started again, so this one has to have lived a little.
    await page.waitForTimeout(5000);
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    await page.locator('[data-job-state=running]').getByText(/[1-9]\d* %/).waitFor();
    panel.helpers[0].kill('SIGKILL');
    await eventually(() => panel.helpers.length === 2);
    await page.locator('[data-job-state=running]').waitFor();
    await page.locator('[data-job-state=done]').waitFor({ timeout: 90_000 });
    await page.getByText(/is in the project/).waitFor();
    const { world } = panel.host;
    expect(world._items.filter(({ name }) => name === 'Shot 12.mp4 depth')).to.have.length(1);
    expect(world.calls.undoGroups).to.equal(1);
    expect(readFileSync(panel.logFile, 'utf8')).to.include('It is started again.');
  });

  it('opens the report of the pass in the system\'s browser', async () => {
    const { page } = panel;
    await page.getByRole('button', { name: 'Report' }).click();
    const find = (): Promise<{ jsonValue(): Promise<unknown> }> => page.waitForFunction(() => (window as unknown as CepTestWindow).cepControls.invoked.find(([name]) => name === 'openURLInDefaultBrowser')?.[1]);
    expect(existsSync(fileURLToPath(String(await (await find()).jsonValue())))).to.equal(true);
  });

  it('ends its helper when the panel closes, and finds everything again when it opens', async () => {
    const { page } = panel;
    await page.getByRole('textbox', { name: 'Near' }).fill('0.777');
    // Closed at once: what was typed last is not with the helper yet.
    await page.keyboard.press('Enter');
    const last = panel.helpers.at(-1)!;
    await panel.reopen();
    await eventually(() => last.exitCode !== null || last.signalCode !== null, 30_000);
    await panel.page.getByRole('textbox', { name: 'Near' }).waitFor();
    expect(await panel.page.getByRole('textbox', { name: 'Near' }).inputValue()).to.equal('0.777');
    expect(await panel.page.locator('[data-job-state]').count()).to.equal(0);
  });

  it('goes on with a job that ran when the panel was closed', async () => {
    const { page } = panel;
    await page.getByRole('combobox', { name: 'Size' }).selectOption('half');
    await page.locator('button:enabled', { hasText: 'Generate depth pass' }).click();
    await page.locator('[data-job-state=running]').getByText(/[1-9]\d* %/).waitFor();
    await panel.reopen();
    await panel.page.locator('[data-job-state=running]').waitFor();
    await panel.page.locator('[data-job-state=done]').waitFor({ timeout: 90_000 });
    await panel.page.getByText(/is in the project/).waitFor();
    expect(panel.complaints).to.deep.equal([]);
  });
});
