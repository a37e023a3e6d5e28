import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Licences that may not go into a package, whoever asks. The LGPL (libvips, a separate file) does not match: there is no word border before its G. */
const refused = /\b(A?GPL|CC-BY-NC|SSPL|BUSL)/i;

function packageFolders(modules: string): string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(modules, name, inner)) : [join(modules, name)]))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .flatMap((folder) => [folder, ...packageFolders(join(folder, 'node_modules'))]);
}

function readPackage(folder: string): PackedPackage {
  const json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return { name: json.name, version: json.version, licence: json.license ?? 'unknown', text: file ? readFileSync(join(folder, file), 'utf8') : '' };
}

function refuseUnshippable(found: readonly PackedPackage[]): PackedPackage[] {
  for (const each of found) {
    if (refused.test(each.licence)) throw new Error(`${each.name} is under ${each.licence}: it must not be shipped`);
  }
  return [...found].sort((a, b) => a.name.localeCompare(b.name));
}

/** Every package below a `node_modules` folder, sorted by name; throws when one of them may not be shipped. */
export function packedPackages(modules: string): PackedPackage[] {
  return refuseUnshippable(packageFolders(modules).map(readPackage));
}

/** The packages inside the panel's bundles (`packages.json` beside them), read from the checkout's `node_modules`; throws as above. */
export function bundledPackages(panel: string, modules: string): PackedPackage[] {
  const names = JSON.parse(readFileSync(join(panel, 'packages.json'), 'utf8')) as string[];
  return refuseUnshippable(names.map((name) => readPackage(join(modules, name))));
}

/** The compiler of the kernels: parts of its library are compiled into them. */
export function kernelPackages(modules: string): PackedPackage[] {
  return refuseUnshippable([readPackage(join(modules, 'assemblyscript'))]);
}

/** The text of `THIRD-PARTY-LICENCES.txt`. */
export function printLicences(packages: readonly PackedPackage[]): string {
  const parts = packages.map((each) => `${'='.repeat(80)}\n${each.name} ${each.version}\nLicence: ${each.licence}\n\n${each.text.trim()}\n`);
  return `Depthbeat ships the following third-party packages.\n\n${parts.join('\n')}`;
}
