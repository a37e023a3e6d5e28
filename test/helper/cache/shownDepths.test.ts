import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ShownDepths } from '#helper/cache/shownDepths';
import { freshFolder } from '../../fixtures/madeClips.js';

describe('shownDepths', () => {
  const grey = (value: number): Uint8Array => new Uint8Array(6).fill(value);
  const openIn = (folder: string): Promise<ShownDepths> => ShownDepths.open(join(folder, 'shown'), { width: 3, height: 2 }, new Set([4, 9]));

  it('gives a picture to whoever waits for it, and to a later job', async () => {
    const folder = freshFolder();
    const shown = await openIn(folder);
    const waited = shown.when(4);
    expect(await shown.isDone(4)).to.equal(false);
    shown.write(4, grey(7));
    expect([...(await waited)]).to.deep.equal([...grey(7)]);
    const later = await openIn(folder);
    expect([...(await later.when(4))]).to.deep.equal([...grey(7)]);
    expect(await Promise.all([4, 5, 9].map((index) => later.isDone(index)))).to.deep.equal([true, true, false]);
  });

  it('does not believe a picture that is not whole', async () => {
    const folder = freshFolder();
    const shown = await openIn(folder);
    await writeFile(join(folder, 'shown', '9.grey'), grey(1).subarray(1));
    expect(await shown.isDone(9)).to.equal(false);
  });
});
