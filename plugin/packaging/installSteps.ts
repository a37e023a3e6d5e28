import { join } from 'node:path';
import { extensionConfig } from './extensionConfig.js';

/** CSXS versions of all hosts from After Effects 22 (CEP 11) on, with room for a later one; each keeps its own switch. */
export const csxsVersions = [11, 12, 13] as const;

export type InstallStep =
  | { readonly kind: 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'run'; readonly program: string; readonly args: readonly string[]; readonly what: string };

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** `%APPDATA%` on Windows. */
  readonly appData?: string;
}

/** The user's own extension folder: no administrator is needed there. Undefined where no Adobe host runs. */
export function extensionFolder(machine: Machine): string | undefined {
  const inside = ['Adobe', 'CEP', 'extensions', extensionConfig.bundleId];
  if (machine.platform === 'darwin') return join(machine.home, 'Library', 'Application Support', ...inside);
  if (machine.platform === 'win32') return join(machine.appData ?? join(machine.home, 'AppData', 'Roaming'), ...inside);
  return undefined;
}

/** `PlayerDebugMode` lets hosts load unsigned extensions; every CSXS version has its own switch (bolt-cep issue 136). */
function debugModeStep(platform: NodeJS.Platform, version: number, isOn: boolean): InstallStep {
  const what = `PlayerDebugMode ${isOn ? 'on' : 'off'} for CSXS ${version}`;
  if (platform === 'darwin') {
    const domain = `com.adobe.CSXS.${version}`;
    return { kind: 'run', program: 'defaults', args: isOn ? ['write', domain, 'PlayerDebugMode', '1'] : ['delete', domain, 'PlayerDebugMode'], what };
  }
  const key = `HKCU\\Software\\Adobe\\CSXS.${version}`;
  const args = isOn ? ['add', key, '/v', 'PlayerDebugMode', '/t', 'REG_SZ', '/d', '1', '/f'] : ['delete', key, '/v', 'PlayerDebugMode', '/f'];
  return { kind: 'run', program: 'reg', args, what };
}

/** What `npm run install-panel` does on a machine; empty where there is nothing to install into. */
export function installSteps(machine: Machine, staged: string): InstallStep[] {
  const folder = extensionFolder(machine);
  if (!folder) return [];
  return [...csxsVersions.map((version) => debugModeStep(machine.platform, version, true)), { kind: 'unlink', path: folder }, { kind: 'link', from: staged, to: folder }];
}

/** What `npm run uninstall-panel` does. The debug switches go only when asked: other extensions may need them. */
export function uninstallSteps(machine: Machine, isDebugModeToGo: boolean): InstallStep[] {
  const folder = extensionFolder(machine);
  if (!folder) return [];
  const switches = isDebugModeToGo ? csxsVersions.map((version) => debugModeStep(machine.platform, version, false)) : [];
  return [{ kind: 'unlink', path: folder }, ...switches];
}
