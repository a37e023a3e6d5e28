import webpack from 'webpack';

const { RawSource } = webpack.sources;

/** Name of the list beside the bundles; packaging turns it into the list of licences. */
export const packageListName = 'packages.json';

/** Innermost package that a file of node_modules belongs to. */
function packageOf(path) {
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? [];
  return name?.replaceAll('\\', '/');
}

/** Writes down which npm packages went into the bundles: they are shipped, so their licences have to be. */
export class BundledPackages {
  /** @param {webpack.Compiler} compiler */
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('BundledPackages', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'BundledPackages', stage }, () => {
        const names = new Set([...compilation.modules].map((module) => packageOf(module.resource ?? '')).filter((name) => name !== undefined));
        compilation.emitAsset(packageListName, new RawSource(JSON.stringify([...names].sort())));
      });
    });
  }
}
