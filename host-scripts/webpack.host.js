import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * The After Effects bundle: one flat ES3 script. Never minified: minifiers make nested ternaries without parentheses,
 * which ExtendScript reads wrongly, and an editor should be able to read what runs.
 */
export const hostBundle = {
  name: 'host',
  mode: 'production',
  target: ['web', 'es5'],
  devtool: false,
  entry: { aftereffects: path.join(here, 'aftereffects/main.ts'), 'aftereffects-selftest': path.join(here, 'aftereffects/selftest/main.ts') },
  output: { path: path.join(here, '../dist/host-scripts'), filename: '[name].jsx', iife: true, chunkFormat: false, chunkLoading: false },
  module: {
    rules: [{ test: /\.ts$/, loader: 'ts-loader', options: { configFile: path.join(here, 'tsconfig.json'), compilerOptions: { noEmit: false }, onlyCompileBundledFiles: true } }],
  },
  resolve: { extensions: ['.ts'], extensionAlias: { '.js': ['.ts'] }, conditionNames: ['source', 'import'] },
  optimization: { minimize: false, concatenateModules: true, splitChunks: false, runtimeChunk: false },
  stats: 'errors-warnings',
};
