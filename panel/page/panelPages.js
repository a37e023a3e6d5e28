import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import webpack from 'webpack';
import { drawIcon, iconColours } from './drawIcon.js';
import { panelPage } from './panelPage.js';

const { RawSource } = webpack.sources;

/** Adds what stands around the scripts: the two pages, one style sheet made of `styles/`, and the icons of the host's menus. */
export class PanelPages {
  /** @param {string} folder the panel's source folder */
  constructor(folder) {
    this.styles = path.join(folder, 'styles');
  }

  /** @param {webpack.Compiler} compiler */
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('PanelPages', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'PanelPages', stage }, () => {
        compilation.contextDependencies.add(this.styles);
        for (const [name, content] of Object.entries(this.files())) compilation.emitAsset(name, new RawSource(content));
      });
    });
  }

  files() {
    const sheets = readdirSync(this.styles).filter((name) => name.endsWith('.css')).sort();
    return {
      'index.html': panelPage({ script: 'panel.js', connect: "'none'" }),
      'playground.html': panelPage({ script: 'playground.js', connect: 'ws://127.0.0.1:* ws://localhost:*' }),
      'panel.css': sheets.map((name) => readFileSync(path.join(this.styles, name), 'utf8')).join('\n'),
      ...Object.fromEntries(Object.entries(iconColours).flatMap(([name, colours]) => [
        [`icons/${name}.png`, drawIcon(23, colours)],
        [`icons/${name}@2x.png`, drawIcon(46, colours)],
      ])),
    };
  }
}
