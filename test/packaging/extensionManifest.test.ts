import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';
import { extensionConfig } from '../../plugin/packaging/extensionConfig.js';
import { printDebugFile, printExtensionManifest } from '../../plugin/packaging/extensionManifest.js';

describe('extension manifest', () => {
  it('is what the configuration says: CSXS/manifest.xml and .debug have not drifted', async () => {
    expect(await readFile(join(projectRoot(), 'CSXS', 'manifest.xml'), 'utf8')).to.equal(printExtensionManifest());
    expect(await readFile(join(projectRoot(), '.debug'), 'utf8')).to.equal(printDebugFile());
  });

  it('carries the version of package.json', async () => {
    const packageJson = JSON.parse(await readFile(join(projectRoot(), 'package.json'), 'utf8')) as { version: string };
    expect(extensionConfig.version).to.equal(packageJson.version);
  });

  it('puts CEFCommandLine inside Resources (hosts ignore it elsewhere: Samples issue 92)', () => {
    const manifest = printExtensionManifest();
    const resources = /<Resources>([\s\S]*?)<\/Resources>/.exec(manifest)?.[1] ?? '';
    expect(resources).to.contain('<CEFCommandLine>');
    expect(manifest.split('<CEFCommandLine>')).to.have.length(2);
    expect(manifest).to.contain('<ExtensionManifest Version="7.0"');
  });

  it('asks for After Effects 22 or newer and for both hosts', () => {
    expect(printExtensionManifest()).to.contain('<Host Name="AEFT" Version="[22.0,99.9]"/>').and.to.contain('<Host Name="PPRO"');
  });

  it('gives each host a developer port that CEP takes', () => {
    const ports = [...printDebugFile().matchAll(/Port="(\d+)"/g)].map((match) => Number(match[1]));
    expect(new Set(ports).size).to.equal(extensionConfig.hosts.length);
    for (const port of ports) expect(port).to.be.within(1024, 65534);
  });
});
