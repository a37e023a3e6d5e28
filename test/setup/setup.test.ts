import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#helper/media/projectRoot';

const setup = (name: string): string => pathToFileURL(join(projectRoot(), 'plugin', 'setup', name)).href;

/** Runs a piece of JavaScript in a process of its own, with a changed environment. */
function runScript(script: string, env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: { ...process.env, ...env } });
}

describe('set-up', () => {
  it('tells an old Node in one sentence, with exit code 3, before anything else is loaded', () => {
    for (const version of ['12.22.12', '18.20.0', '20.8.1']) {
      const script = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); const { requireNode } = await import(${JSON.stringify(setup('nodeVersion.mjs'))}); requireNode(); console.log('went on');`;
      const { status, stdout, stderr } = runScript(script);
      expect(status, version).to.equal(3);
      expect(stdout).to.equal('');
      expect(stderr.trim().split('\n')).to.have.length(1);
      expect(stderr).to.contain(version);
    }
    expect(runScript(`const { requireNode } = await import(${JSON.stringify(setup('nodeVersion.mjs'))}); requireNode();`).status).to.equal(0);
  });

  it('starts files that an old Node must still be able to read: nothing is imported before the check but the check', () => {
    for (const name of ['start.mjs', 'test.mjs']) {
      const source = readFileSync(join(projectRoot(), 'plugin', 'setup', name), 'utf8');
      expect(source.match(/^import .*$/gm), name).to.deep.equal(["import { requireNode } from './nodeVersion.mjs';"]);
    }
  });

  it('says how to get FFmpeg where there is none and none can be had', () => {
    const empty = mkdtempSync(join(tmpdir(), 'depthbeat-path-'));
    // No apt for this user, and npm is told to be offline: nothing is fetched.
    const script = `process.getuid = () => 1000; const { ensureFfmpeg } = await import(${JSON.stringify(setup('ffmpeg.mjs'))}); try { await ensureFfmpeg(); console.log('found'); } catch (error) { console.log(error.message); }`;
    const { stdout } = runScript(script, { PATH: empty, DEPTHBEAT_FFMPEG: '', npm_config_offline: 'true', npm_config_cache: empty });
    const hasPrivateCopy = existsSync(join(projectRoot(), '.tools', 'node_modules', 'ffmpeg-static'));
    expect(stdout).to.match(hasPrivateCopy ? /^found/ : /brew install ffmpeg.*winget install ffmpeg.*apt-get install ffmpeg/);
  });

  it('keeps the install inside the npm registry: the download of onnxruntime-node is switched off for npm 10 and 11', () => {
    expect(readFileSync(join(projectRoot(), '.npmrc'), 'utf8')).to.match(/^onnxruntime-node-install=skip$/m);
    const packageJson = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { allowScripts: Record<string, boolean> };
    expect(packageJson.allowScripts).to.deep.include({ 'onnxruntime-node': false });
  });

  it('names no registry host in the lock file', () => {
    expect(readFileSync(join(projectRoot(), 'package-lock.json'), 'utf8')).not.to.match(/"resolved": "http/);
  });
});
