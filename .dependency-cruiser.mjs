/** Who may import whom. Each rule says why; `plugin/decisions/0001-borders.md` has the table. */
const npm = 'node_modules';

function only(name, comment, importer, target) {
  return { name, comment, severity: 'error', from: { path: '^(plugin|panel|host-scripts|test)/', pathNot: importer }, to: { path: target } };
}

export default {
  forbidden: [
    { name: 'no-circular', comment: 'A cycle has no first file to read.', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', comment: 'A path that does not exist.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'contracts-import-nothing', comment: 'Contracts cross every border: they carry types and nothing else.', severity: 'error', from: { path: '^plugin/contracts/' }, to: { pathNot: '^plugin/contracts/' } },
    { name: 'core-is-pure', comment: 'The core runs in the panel, the helper and tests alike: no npm, no Node, no shells.', severity: 'error', from: { path: '^plugin/core/' }, to: { pathNot: '^plugin/(core|contracts)/' } },
    { name: 'core-analysis-knows-no-lowering', comment: 'Depth, music and signals serve every host; lowering serves one.', severity: 'error', from: { path: '^plugin/core/(depth|music|beatgrid|signals|preview)/' }, to: { path: '^plugin/core/lowering/' } },
    { name: 'helper-knows-no-shell', comment: 'The helper serves panel and command line alike.', severity: 'error', from: { path: '^plugin/helper/' }, to: { path: '^(panel|host-scripts|plugin/cli|plugin/sample)/' } },
    { name: 'helper-does-not-plan', comment: 'Planning is the task of the panel and the command line.', severity: 'error', from: { path: '^plugin/helper/' }, to: { path: '^plugin/core/lowering/' } },
    { name: 'host-scripts-carry-out', comment: 'Host scripts decide nothing: contract types and their own folder only.', severity: 'error', from: { path: '^host-scripts/', pathNot: 'webpack' }, to: { pathNot: ['^host-scripts/', '^plugin/contracts/', 'types-for-adobe'] } },
    { name: 'host-scripts-take-types-only', comment: 'A value import would pull core code into ES3.', severity: 'error', from: { path: '^host-scripts/' }, to: { path: '^plugin/', dependencyTypesNot: ['type-only'] } },
    { name: 'panel-knows-no-helper', comment: 'The panel runs in a browser: it speaks to the helper through the bridge.', severity: 'error', from: { path: '^panel/' }, to: { path: '^(plugin/helper|plugin/cli|host-scripts)/' } },
    { name: 'source-imports-no-test', comment: 'Tests are never part of the product.', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    only('onnxruntime-in-one-file', 'One file knows the runtime, so that a version change touches one file.', '^plugin/helper/inference/onnxModel\\.ts$|^test/', `${npm}/onnxruntime-(node|common)`),
    only('meyda-in-one-file', 'Meyda keeps global settings: one file may touch them.', '^plugin/helper/audio/meydaFeatures\\.ts$', `${npm}/meyda`),
  ],
  options: {
    doNotFollow: { path: npm },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.dependency-cruiser.tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts', '.json'] },
    exclude: { path: '^(build|dist)/' },
  },
};
