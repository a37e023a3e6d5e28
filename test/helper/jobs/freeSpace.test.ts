import { expect } from 'chai';
import { leastSpace, spaceNote } from '#helper/jobs/freeSpace';
import { freshFolder } from '../../fixtures/madeClips.js';

const job = { size: { width: 1920, height: 1080 }, output: { format: 'png', companions: [] } } as const;
const map = { width: 256, height: 144 };

describe('free space', () => {
  it('grows with frames, pixels and passes', () => {
    const least = leastSpace(job, map, 100);
    expect(least).to.be.within(60e6, 150e6);
    expect(leastSpace(job, map, 200)).to.equal(2 * least);
    expect(leastSpace({ ...job, output: { format: 'prores', companions: ['push'] } }, map, 100)).to.be.above(2 * least);
  });

  it('is told before the work where it does not suffice, and only there', async () => {
    const folder = freshFolder();
    expect(await spaceNote(folder, 5e9, () => Promise.resolve(2e9))).to.match(/has 2\.0 GB left.* takes 5\.0 GB or more/);
    expect(await spaceNote(folder, 2e9, () => Promise.resolve(2e9))).to.equal(undefined);
    expect(await spaceNote(folder, 5e9, () => Promise.reject(new Error('no such call')))).to.equal(undefined);
  });

  it('is asked of the real disk', async () => {
    expect(await spaceNote(freshFolder(), 1)).to.equal(undefined);
    expect(await spaceNote(freshFolder(), 1e18)).to.contain('GB left');
  });
});
