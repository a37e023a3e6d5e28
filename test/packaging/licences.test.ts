import { expect } from 'chai';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpegLicenceFrom } from '../../plugin/packaging/ffmpegLicence.js';
import { packedPackages, printLicences } from '../../plugin/packaging/licences.js';

function modulesWith(packages: Record<string, string>): string {
  const modules = mkdtempSync(join(tmpdir(), 'depthbeat-modules-'));
  for (const [name, license] of Object.entries(packages)) {
    mkdirSync(join(modules, name), { recursive: true });
    writeFileSync(join(modules, name, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
    writeFileSync(join(modules, name, 'LICENSE.md'), `terms of ${name}`);
  }
  return modules;
}

describe('licences of the package', () => {
  it('lists every package, scoped ones too, with its terms', () => {
    const listed = packedPackages(modulesWith({ b: 'MIT', '@a/x': 'Apache-2.0', vips: 'LGPL-3.0-or-later' }));
    expect(listed.map((each) => each.name)).to.deep.equal(['@a/x', 'b', 'vips']);
    expect(printLicences(listed)).to.contain('terms of @a/x');
  });

  it('refuses what may not be shipped', () => {
    for (const licence of ['GPL-3.0', 'AGPL-3.0-only', 'CC-BY-NC-4.0']) {
      expect(() => packedPackages(modulesWith({ bad: licence })), licence).to.throw('must not be shipped');
    }
  });

  it('tells the licence of an FFmpeg from its build line', () => {
    expect(ffmpegLicenceFrom('ffmpeg version 7\nconfiguration: --enable-shared')).to.equal('LGPL');
    expect(ffmpegLicenceFrom('ffmpeg version 7\nconfiguration: --enable-gpl --enable-libx264')).to.equal('GPL');
    expect(ffmpegLicenceFrom('configuration: --enable-gpl --enable-nonfree')).to.equal('nonfree');
    expect(ffmpegLicenceFrom('')).to.equal('unknown');
  });
});
