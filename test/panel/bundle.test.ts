import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { expect } from 'chai';
import { projectRoot } from '#helper/media/projectRoot';

const folder = join(projectRoot(), 'dist', 'panel');
const scripts = ['panel.js', 'playground.js', 'previewWorker.js'];

/** vscode-jsonrpc asks whether this is there before it calls it, and has another way. */
const guarded = 'return globalThis.crypto.randomUUID();';

/** Members that came to Chromium after 88 (developer.mozilla.org): CEP 11 does not have them. */
const tooNew = /\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|replaceChildren)\(|\bObject\.(hasOwn|groupBy)\b|\bstructuredClone\(|\brandomUUID\(|AbortSignal\.(any|timeout)\(|Promise\.withResolvers/;

describe('the built panel', () => {
  for (const script of scripts) {
    it(`${script} is ES2020 and calls nothing that Chromium 88 lacks`, () => {
      const source = readFileSync(join(folder, script), 'utf8');
      expect(source.length).to.be.greaterThan(1000);
      parse(source, { ecmaVersion: 2020, sourceType: 'script' });
      expect(tooNew.exec(source.split(guarded).join('').replace('randomUUID() {', ''))?.[0]).to.equal(undefined);
    });
  }

  for (const [page, connect] of [['index.html', "'none'"], ['playground.html', 'ws://127.0.0.1:* ws://localhost:*']] as const) {
    it(`${page} runs its own scripts only and talks to nobody it should not`, () => {
      const html = readFileSync(join(folder, page), 'utf8');
      const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
      expect(policy).to.include("default-src 'none'");
      expect(policy).to.include("script-src 'self';");
      expect(policy).to.include(`connect-src ${connect};`);
      expect(policy).to.not.match(/unsafe/);
      expect(html).to.not.match(/<script>|\son[a-z]+=|style="/);
    });
  }

  it('has a style sheet without what Chromium 88 cannot read', () => {
    expect(readFileSync(join(folder, 'panel.css'), 'utf8')).to.not.match(/:has\(|@container|@layer|@property|@scope|@starting-style|color-mix|oklch|\d(dvh|svh|lvh|lh|cq[wh])\b|\binset-|accent-color|text-wrap|scrollbar-gutter|:user-valid|overflow: ?clip|(^|[{;\s])(translate|rotate|scale): /m);
  });

  it('brings the four icons the manifest names, 23 pixels wide and twice that', () => {
    const names = readdirSync(join(folder, 'icons')).sort();
    expect(names).to.include.members(['light.png', 'lightOver.png', 'dark.png', 'darkOver.png']);
    for (const name of names) {
      const png = readFileSync(join(folder, 'icons', name));
      expect(png.readUInt32BE(16), name).to.equal(name.includes('@2x') ? 46 : 23);
    }
  });
});
