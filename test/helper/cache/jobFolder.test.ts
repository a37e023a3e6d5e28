import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { takeJobFolder } from '#helper/cache/jobFolder';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';

describe('takeJobFolder', () => {
  it('makes the folder, lets one job in at a time, and goes on with the same key', async () => {
    const folder = join(freshFolder(), 'a', 'depth');
    const job = await takeJobFolder(folder, 'key');
    await writeFile(join(folder, 'depth_00000.png'), 'x');
    expect(await failureCode(takeJobFolder(folder, 'key'))).to.equal('output.busy');
    await job.release();
    const again = await takeJobFolder(folder, 'key');
    expect(await readdir(folder)).to.include('depth_00000.png');
    await again.clear(false);
    expect(await readdir(folder)).to.deep.equal(['depth_00000.png']);
  });

  it('begins anew with another key, and leaves nothing when all is cleared', async () => {
    const folder = join(freshFolder(), 'depth');
    await (await takeJobFolder(folder, 'one')).release();
    await writeFile(join(folder, 'depth_00000.png'), 'x');
    await writeFile(join(folder, '.depth_00001.png.77-abcd.part'), 'x');
    for (const name of ['maps.bin', 'scores.bin']) await writeFile(join(folder, '.depthbeat', name), 'x');
    const job = await takeJobFolder(folder, 'two');
    expect(await readdir(folder)).to.deep.equal(['.depthbeat']);
    expect(await readdir(job.work)).to.have.members(['job.json', 'lock.json']);
    await job.clear(true);
    expect(await failureCode(readdir(folder))).to.contain('ENOENT');
  });

  it('refuses a folder that holds something else, but not what systems strew about', async () => {
    for (const name of ['holiday.jpg', 'depth_00000.png', 'passport.json']) {
      const folder = freshFolder();
      await writeFile(join(folder, name), 'x');
      expect(await failureCode(takeJobFolder(folder, 'key')), name).to.equal('output.foreign');
      expect(await readdir(folder)).to.deep.equal([name]);
    }
    const strewn = freshFolder();
    await writeFile(join(strewn, '.DS_Store'), 'x');
    await (await takeJobFolder(strewn, 'key')).clear(false);
  });

  it('takes over the lock of a process that is gone, and no other', async () => {
    const folder = freshFolder();
    const lock = join(folder, '.depthbeat', 'lock.json');
    await mkdir(join(folder, '.depthbeat'));
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(lock, JSON.stringify({ pid: gone, host: hostname() }));
    await (await takeJobFolder(folder, 'key')).release();
    await writeFile(lock, JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect(await failureCode(takeJobFolder(folder, 'key'))).to.equal('output.busy');
    await writeFile(lock, JSON.stringify({ pid: 1, host: 'another machine' }));
    expect(await failureCode(takeJobFolder(folder, 'key'))).to.equal('output.busy');
    await utimes(lock, new Date(0), new Date(0));
    await (await takeJobFolder(folder, 'key')).release();
  });

  it('says so when the place is a file', async () => {
    const folder = freshFolder();
    await writeFile(join(folder, 'file'), '');
    expect(await failureCode(takeJobFolder(join(folder, 'file'), 'key'))).to.equal('output.unwritable');
    expect(await failureCode(takeJobFolder(join(folder, 'file', 'inside'), 'key'))).to.equal('output.unwritable');
  });
});
