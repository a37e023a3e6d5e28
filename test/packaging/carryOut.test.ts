import { expect } from 'chai';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut, describeStep, type RunProgram } from '../../plugin/packaging/carryOut.js';
import { csxsVersions, extensionFolder, installSteps, uninstallSteps, type Machine } from '../../plugin/packaging/installSteps.js';

describe('install-panel and uninstall-panel in a home folder', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    describe(platform, () => {
      const home = mkdtempSync(join(tmpdir(), 'depthbeat home '));
      const machine: Machine = { platform, home, appData: join(home, 'Roaming') };
      const staged = join(home, 'staged');
      const folder = extensionFolder(machine)!;
      const calls: string[] = [];
      const run: RunProgram = (program, args) => {
        calls.push([program, ...args].join(' '));
        return { isDone: true, words: '' };
      };
      const install = (): string[] => installSteps(machine, staged).map((step) => carryOut(step, run));

      before(() => {
        mkdirSync(join(staged, 'CSXS'), { recursive: true });
        writeFileSync(join(staged, 'CSXS', 'manifest.xml'), '');
      });

      after(() => rmSync(home, { recursive: true, force: true }));

      it('links the extension, switches debug mode on for every version, and says so; twice is as good as once', () => {
        install();
        const said = install();
        expect(readlinkSync(folder)).to.equal(staged);
        expect(new Set(calls).size).to.equal(csxsVersions.length);
        expect(said.join('\n')).to.include(`linked ${folder} to ${staged}`).and.to.include('PlayerDebugMode on for CSXS 12');
      });

      it('takes away its own link alone, and leaves what it led to', () => {
        const said = uninstallSteps(machine, true).map((step) => carryOut(step, run));
        expect(lstatSync(folder, { throwIfNoEntry: false })).to.equal(undefined);
        expect(existsSync(join(staged, 'CSXS', 'manifest.xml'))).to.equal(true);
        expect(said[0]).to.equal(`removed ${folder}`);
        expect(uninstallSteps(machine, false).map((step) => carryOut(step, run))).to.deep.equal([`nothing was at ${folder}`]);
      });

      it('touches nothing of that name that is not ours', () => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'mine.txt'), 'keep');
        expect(install).to.throw('move it away first');
        expect(existsSync(join(folder, 'mine.txt'))).to.equal(true);
      });

      it('tells what the system refused, and can say everything beforehand', () => {
        const refuses: RunProgram = () => ({ isDone: false, words: 'access denied' });
        const [first] = installSteps(machine, staged);
        expect(carryOut(first!, refuses)).to.include('not done (access denied)');
        expect(installSteps(machine, staged).map(describeStep).join('\n')).to.include('CSXS.11').and.to.include(folder);
      });
    });
  }
});
