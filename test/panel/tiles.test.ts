import { expect } from 'chai';
import type { ListedModel } from '#contracts/helperProtocol';
import { loadManifest } from '#helper/models/modelStore';
import { printJobs, readJobs, type DepthJob } from '../../panel/state/depthJob.js';
import { takesTiles } from '../../panel/state/models.js';

describe('the choice of tiles', () => {
  it('is there for every network but those that see several frames at once', async () => {
    const { models, defaultModel } = await loadManifest();
    const listed: ListedModel[] = models.map((row) => ({ row, isInstalled: true, isDefault: row.id === defaultModel }));
    expect(listed.filter(({ row }) => !takesTiles(listed, row.id)).map(({ row }) => row.family)).to.satisfy((families: string[]) => families.length > 0 && families.every((family) => family === 'video-depth-anything'));
    expect([takesTiles(listed, undefined), takesTiles(listed, 'depth-anything-v2-small'), takesTiles([], undefined)]).to.deep.equal([true, true, true]);
  });

  it('goes along with a job that the next panel takes up, and is none in jobs of before there was one', () => {
    const job: DepthJob = { id: 'a', clip: '/c.mov', name: 'c', kind: 'whole', frame: 0, size: 'native', tiles: 3, state: 'paused' };
    expect(readJobs(printJobs([job]))).to.deep.equal([job]);
    expect(readJobs(JSON.stringify([{ id: 'a', clip: '/c.mov', name: 'c', kind: 'whole', frame: 0, size: 'half', isPaused: false }]))[0]?.tiles).to.equal(undefined);
    expect(readJobs(printJobs([{ ...job, tiles: 9 }]))).to.deep.equal([]);
  });
});
