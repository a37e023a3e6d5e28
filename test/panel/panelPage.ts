import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { projectRoot } from '#helper/media/projectRoot';

/** Set by `npm test`, which finds or installs a Chromium. */
export function chromiumPath(): string {
  const path = process.env['DEPTHBEAT_CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`there is no Chromium at ${path}: run npm test, which finds one`);
  return path;
}

export function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'];
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args });
}

/** Anything a page complains of: script errors, and what its policy refused. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** Time anything on a page may take: a machine that is busy with other tests is no failure. Milliseconds. */
const patience = 90_000;

export function watchPage(page: Page, complaints: string[] = []): WatchedPage {
  page.setDefaultTimeout(patience);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, complaints };
}

export async function openPage(browser: Browser, address: string, size = { width: 420, height: 720 }): Promise<WatchedPage> {
  const watched = watchPage(await browser.newPage({ viewport: size }));
  await watched.page.goto(address);
  return watched;
}

/** Where pictures of the panel are left for people to look at. */
export function pictureFolder(): string {
  const folder = join(projectRoot(), 'build', 'test-output', 'panel');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A folder of its own for one test file, gone afterwards. */
export function scratchFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'depthbeat-panel-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
