import { expect } from 'chai';
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '#core/failure/result';
import { placeWholeNow, writeFileAtomically } from '#helper/output/atomicFile';

describe('writeFileAtomically', () => {
  it('replaces a file, makes parents and leaves nothing else behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'depthbeat ümläut 🎬 '));
    const path = join(folder, 'a', '100% "name".json');
    await writeFileAtomically(path, 'one');
    await writeFileAtomically(path, 'two');
    expect(await readFile(path, 'utf8')).to.equal('two');
    expect(await readdir(join(folder, 'a'))).to.have.length(1);
  });

  it('fails with output.unwritable where a parent is a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'depthbeat-'));
    await writeFile(join(folder, 'file'), '');
    const error = await writeFileAtomically(join(folder, 'file', 'x.json'), 'x').catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(FailureError);
    expect((error as FailureError).failure.code).to.equal('output.unwritable');
  });
});

describe('placeWholeNow', () => {
  it('replaces a file and leaves nothing else behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'depthbeat ümläut 🎬 '));
    const path = join(folder, 'depth_00000.png');
    placeWholeNow(path, [Buffer.from('o'), Buffer.from('ne')]);
    placeWholeNow(path, [Buffer.from('two')]);
    expect(await readFile(path, 'utf8')).to.equal('two');
    expect(await readdir(folder)).to.have.length(1);
  });

  it('names the folder that is gone, and leaves the old file where the new one cannot be placed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'depthbeat-'));
    const failureOf = (path: string): string => {
      try {
        placeWholeNow(path, [Buffer.from('x')]);
      } catch (error) {
        const { code, message } = (error as FailureError).failure;
        return `${code} ${message}`;
      }
      return 'none';
    };
    expect(failureOf(join(folder, 'gone', 'push', 'x.png'))).to.contain('output.gone').and.to.contain(`${join(folder, 'gone')} is gone`);
    await mkdir(join(folder, 'x.png'));
    expect(failureOf(join(folder, 'x.png'))).to.contain('output.unwritable');
    expect(await readdir(folder)).to.deep.equal(['x.png']);
  });
});
