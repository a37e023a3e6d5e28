import { expect } from 'chai';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import type { DepthPassport } from '#contracts/depthAsset';
import { projectRoot } from '#helper/media/projectRoot';
import { platforms } from '../../plugin/packaging/platforms.js';
import { helperFolder, nodeProgramName, stageExtension } from '../../plugin/packaging/stageExtension.js';
import { makeClip } from '../fixtures/madeMedia.js';

const platform = platforms[`${process.platform}-${process.arch}`];

async function filesBelow(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The helper of the package, started as the panel starts it, with nothing of this process's environment but what finds FFmpeg. */
function startPackaged(extension: string): { child: ChildProcessWithoutNullStreams; connection: MessageConnection } {
  const program = join(extension, 'node', nodeProgramName(platform!));
  const child = spawn(program, [join(extension, helperFolder, 'build', 'plugin', 'helper', 'main.js')], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), DEPTHBEAT_FFMPEG: process.env['DEPTHBEAT_FFMPEG'] ?? '' },
  });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onError(() => undefined);
  connection.listen();
  return { child, connection };
}

// The package carries native binaries of one platform; it can be run only where it is one of those that are built.
if (platform) describe('package for this platform', function () {
  this.timeout(400_000);
  let home: string;
  let extension: string;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'depthbeat package with spaces & ümläut '));
    const staged = join(home, 'staged');
    stageExtension(projectRoot(), staged, platform!);
    extension = join(home, 'moved elsewhere');
    await rename(staged, extension);
  });

  after(() => rm(home, { recursive: true, force: true }));

  it('runs its helper with its own Node and makes a depth pass, moved to another path with no checkout near', async () => {
    const { child, connection } = startPackaged(extension);
    const hello = await connection.sendRequest('hello', { protocol: 1 });
    expect(hello).to.have.property('version');
    const clip = await makeClip(join(home, 'clip.mp4'), 5);
    const passport: DepthPassport = await connection.sendRequest('depth.estimate', { job: 'd', clip, outFolder: join(home, 'pass') });
    expect(passport.complete).to.equal(true);
    expect(existsSync(join(home, 'pass', 'depth_00004.png'))).to.equal(true);
    child.stdin.end();
  });

  it('carries what the hosts read, and only one platform\'s binaries', async () => {
    for (const path of ['CSXS/manifest.xml', 'panel/index.html', 'host-scripts/aftereffects.jsx', 'LICENSE', 'THIRD-PARTY-LICENCES.txt']) {
      expect(existsSync(join(extension, path)), path).to.equal(true);
    }
    const manifest = await readFile(join(extension, 'CSXS', 'manifest.xml'), 'utf8');
    for (const [, path] of manifest.matchAll(/>(\.\/[^<]+)</g)) expect(existsSync(join(extension, path!)), path).to.equal(true);
    const natives = (await filesBelow(extension)).filter((file) => /\.(node|dll|dylib|so(\.\d+)*)$/.test(file)).map((file) => file.slice(extension.length));
    expect(natives.length).to.be.greaterThan(2);
    const others = { linux: /win32|darwin|\.dll$|\.dylib$/, darwin: /win32|linux|\.dll$/, win32: /darwin|linux|\.dylib$/ }[platform!.os];
    expect(natives.filter((file) => others.test(file))).to.deep.equal([]);
  });

  it('names the licence of everything it ships: what the helper loads and what is inside the panel', async () => {
    const text = await readFile(join(extension, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
    for (const name of ['onnxruntime-node', 'sharp', 'ws', 'vscode-jsonrpc', 'react', 'react-dom', 'scheduler']) expect(text, name).to.match(new RegExp(`^${name} \\d+\\.`, 'm'));
    expect(text).to.not.match(/^Licence: unknown/m);
    expect(await readdir(join(extension, 'node'))).to.include.members([nodeProgramName(platform!), 'LICENSE']);
  });

  it('carries no development tool, no source map, no test and no training', async () => {
    const files = (await filesBelow(extension)).map((file) => file.slice(extension.length).replaceAll('\\', '/'));
    expect(files.filter((file) => /\/node_modules\/(typescript|webpack|mocha|playwright-core|eslint)\//.test(file))).to.deep.equal([]);
    expect(files.filter((file) => /^\/(helper\/build|panel|host-scripts)\/.*\.map$|\/training\/|\/build\/test\//.test(file))).to.deep.equal([]);
  });
});
