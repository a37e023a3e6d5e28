import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { printExtensionManifest } from './extensionManifest.js';
import { bundledPackages, kernelPackages, packedPackages, printLicences } from './licences.js';
import { runNpmIn } from './npmProgram.js';
import type { Platform } from './platforms.js';

/** Where the helper lives inside the extension folder; the panel looks for it there. */
export const helperFolder = 'helper';
export const nodeProgramName = (platform: Platform): string => (platform.os === 'win32' ? 'node.exe' : 'node');

function copyHelper(checkout: string, helper: string): void {
  for (const part of ['build/plugin/core', 'build/plugin/helper', 'models/manifest.json', 'models/bundled']) {
    cpSync(join(checkout, part), join(helper, part), { recursive: true, filter: (path) => !/\.(d\.ts|map|tsbuildinfo)$/.test(path) });
  }
  for (const extra of readdirSync(join(checkout, 'models')).filter((name) => name.endsWith('.json'))) cpSync(join(checkout, 'models', extra), join(helper, 'models', extra));
}

/** The helper's own package.json: the imports of the build, and only what runs. */
function writeHelperPackage(checkout: string, helper: string): void {
  const source = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as Record<string, unknown>;
  const kept = ['name', 'version', 'license', 'private', 'type', 'imports', 'dependencies', 'devDependencies', 'allowScripts'];
  writeFileSync(join(helper, 'package.json'), JSON.stringify(Object.fromEntries(kept.map((key) => [key, source[key]])), null, 2));
  cpSync(join(checkout, 'package-lock.json'), join(helper, 'package-lock.json'));
  cpSync(join(checkout, '.npmrc'), join(helper, '.npmrc'));
}

function installHelperPackages(helper: string, platform: Platform): void {
  runNpmIn(helper, ['ci', '--omit=dev', '--ignore-scripts', `--os=${platform.os}`, `--cpu=${platform.cpu}`, '--libc=glibc', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  for (const leftover of ['package-lock.json', '.npmrc', 'node_modules/.package-lock.json']) rmSync(join(helper, leftover), { force: true });
  keepOnlyRuntimeOf(platform, join(helper, 'node_modules', 'onnxruntime-node', 'bin'));
}

/** The library for macOS comes twice, under its short name, which its users ask for, and under its long one. */
function dropTwins(folder: string): void {
  const names = readdirSync(folder);
  for (const name of names) {
    const short = name.replace(/^(.*\.\d+)\.\d+\.\d+\.dylib$/, '$1.dylib');
    if (short !== name && names.includes(short) && readFileSync(join(folder, name)).equals(readFileSync(join(folder, short)))) rmSync(join(folder, name));
  }
}

/** onnxruntime-node carries every platform's libraries; only one platform's are shipped. */
function keepOnlyRuntimeOf(platform: Platform, binaries: string): void {
  for (const version of readdirSync(binaries)) {
    for (const os of readdirSync(join(binaries, version))) {
      for (const cpu of readdirSync(join(binaries, version, os))) {
        const folder = join(binaries, version, os, cpu);
        if (`${os}/${cpu}` === platform.onnxRuntimeFolder) dropTwins(folder);
        else rmSync(folder, { recursive: true });
      }
    }
  }
}

/** Gets a package of any platform from the registry; its folder. */
function fetchPackage(scratch: string, name: string, version: string): string {
  runNpmIn(scratch, ['install', `${name}@${version}`, '--ignore-scripts', '--force', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  return join(scratch, 'node_modules', name);
}

/** Takes the Node program out of its npm package. CEP's own Node cannot load native add-ons, so the helper brings its own. */
function addNode(target: string, platform: Platform): void {
  const scratch = join(target, '.node-scratch');
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, 'package.json'), '{"private":true}');
  const from = fetchPackage(scratch, platform.nodePackage, platform.nodeVersion);
  const program = join(target, 'node', nodeProgramName(platform));
  mkdirSync(dirname(program), { recursive: true });
  cpSync(join(from, platform.nodeProgram), program);
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { readonly version: string };
  const texts = platform.licencePackage === undefined ? from : fetchPackage(scratch, platform.licencePackage, version);
  const licences = readdirSync(texts).filter((name) => /^licen[cs]e/i.test(name));
  if (licences.length === 0) throw new Error(`There is no licence of Node in ${texts}: it must not be shipped without.`);
  for (const licence of licences) cpSync(join(texts, licence), join(target, 'node', licence));
  chmodSync(program, 0o755);
  rmSync(scratch, { recursive: true });
}

function copyPanelAndHostScripts(checkout: string, target: string): void {
  for (const [from, to] of [['dist/panel', 'panel'], ['dist/host-scripts', 'host-scripts']] as const) {
    if (!existsSync(join(checkout, from))) throw new Error(`${from} is missing: run npm run build first`);
    cpSync(join(checkout, from), join(target, to), { recursive: true, filter: (path) => !basename(path).endsWith('.map') });
  }
}

/** Builds the whole extension folder for one platform at `target`, which is made anew. */
export function stageExtension(checkout: string, target: string, platform: Platform): void {
  rmSync(target, { recursive: true, force: true });
  const helper = join(target, helperFolder);
  mkdirSync(join(target, 'CSXS'), { recursive: true });
  writeFileSync(join(target, 'CSXS', 'manifest.xml'), printExtensionManifest());
  copyPanelAndHostScripts(checkout, target);
  copyHelper(checkout, helper);
  writeHelperPackage(checkout, helper);
  installHelperPackages(helper, platform);
  addNode(target, platform);
  cpSync(join(checkout, 'LICENSE'), join(target, 'LICENSE'));
  const packed = packedPackages(join(helper, 'node_modules'));
  const modules = join(checkout, 'node_modules');
  const bundled = [...bundledPackages(join(checkout, 'dist', 'panel'), modules), ...kernelPackages(modules)];
  const all = [...packed, ...bundled.filter(({ name, version }) => !packed.some((one) => one.name === name && one.version === version))];
  writeFileSync(join(target, 'THIRD-PARTY-LICENCES.txt'), printLicences(all));
}
