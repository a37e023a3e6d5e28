import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '#helper/media/projectRoot';
import { csxsVersions, extensionFolder, installSteps, uninstallSteps } from '../../plugin/packaging/installSteps.js';

const mac = { platform: 'darwin', home: '/Users/ada' } as const;
const windows = { platform: 'win32', home: 'C:\\Users\\ada', appData: 'D:\\Roaming' } as const;

describe('install-panel', () => {
  it('uses the folder of the user, which needs no administrator', () => {
    expect(extensionFolder(mac)).to.equal('/Users/ada/Library/Application Support/Adobe/CEP/extensions/io.depthbeat.extension');
    expect(extensionFolder(windows)).to.contain('D:\\Roaming').and.to.contain('CEP');
    expect(extensionFolder({ platform: 'linux', home: '/home/ada' })).to.equal(undefined);
  });

  it('switches PlayerDebugMode on for every CSXS version (a host update moves to the next one)', () => {
    for (const machine of [mac, windows]) {
      const runs = installSteps(machine, '/staged').filter((step) => step.kind === 'run');
      expect(runs).to.have.length(csxsVersions.length);
      for (const version of csxsVersions) expect(runs.some((step) => step.args.join(' ').includes(`CSXS.${version}`))).to.equal(true);
    }
  });

  it('writes the switch as text on Windows: a number is ignored by the hosts', () => {
    const [first] = installSteps(windows, 'C:\\staged').filter((step) => step.kind === 'run');
    expect(first).to.include({ program: 'reg' });
    expect(first?.args).to.include.members(['add', '/t', 'REG_SZ', '/d', '1']);
  });

  it('links last, and leaves the debug switches of other extensions alone when it goes', () => {
    expect(installSteps(mac, '/staged').at(-1)).to.deep.equal({ kind: 'link', from: '/staged', to: extensionFolder(mac) });
    expect(uninstallSteps(mac, false)).to.deep.equal([{ kind: 'unlink', path: extensionFolder(mac) }]);
    expect(uninstallSteps(mac, true)).to.have.length(1 + csxsVersions.length);
  });
});

describe('install-panel --dry-run', () => {
  const program = join(projectRoot(), 'build', 'plugin', 'packaging', 'installPanel.js');

  for (const platform of ['darwin', 'win32']) {
    for (const what of [[], ['uninstall', '--debug-mode']]) {
      it(`says what ${what[0] ?? 'install'} would do on ${platform}, and does none of it`, () => {
        const home = mkdtempSync(join(tmpdir(), 'depthbeat-home-'));
        const { status, stdout } = spawnSync(process.execPath, [program, ...what, '--dry-run', '--platform', platform], { encoding: 'utf8', env: { ...process.env, HOME: home, USERPROFILE: home, APPDATA: '' } });
        const lines = stdout.trim().split('\n');
        expect(status).to.equal(0);
        expect(lines).to.have.length(csxsVersions.length + (what.length === 0 ? 2 : 1));
        for (const line of lines) expect(line).to.match(/^would (run|remove|link) /);
        expect(lines.some((line) => line.includes(join(home, platform === 'darwin' ? 'Library' : 'AppData')))).to.equal(true);
        expect(readdirSync(home)).to.deep.equal([]);
        rmSync(home, { recursive: true });
      });
    }
  }
});
