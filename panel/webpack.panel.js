import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BundledPackages } from './page/bundledPackages.js';
import { PanelPages } from './page/panelPages.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const loader = {
  loader: 'ts-loader',
  // Types are checked by `tsc --build`; here they are only taken away.
  options: { configFile: path.join(here, 'tsconfig.json'), transpileOnly: true, compilerOptions: { composite: false, module: 'ESNext', moduleResolution: 'bundler', allowJs: true } },
};

/**
 * The panel for Chromium 88 (CEP 11): everything, packages too, is brought down to ES2020. `panel` runs inside a host, `playground`
 * the same panel in a browser, `previewWorker` draws beside both.
 */
export const panelBundle = {
  name: 'panel',
  mode: 'production',
  target: ['web', 'es2020'],
  devtool: false,
  entry: {
    panel: path.join(here, 'main.tsx'),
    playground: path.join(here, 'playground.tsx'),
    previewWorker: path.join(here, 'preview/previewWorker.ts'),
  },
  output: { path: path.join(here, '../dist/panel'), filename: '[name].js', publicPath: '', clean: true },
  module: {
    rules: [
      { test: /\.tsx?$/, use: loader },
      { test: /vscode-jsonrpc[\\/]lib[\\/].*\.js$/, use: loader },
    ],
  },
  resolve: { extensions: ['.ts', '.tsx', '.js'], extensionAlias: { '.js': ['.ts', '.tsx', '.js'] }, conditionNames: ['source', 'browser', 'import', 'require', 'default'] },
  plugins: [new PanelPages(here), new BundledPackages()],
  // Read from disk: size costs nothing, and an editor may read what runs.
  optimization: { minimize: false, splitChunks: false, runtimeChunk: false },
  performance: { hints: false },
  stats: 'errors-warnings',
};
