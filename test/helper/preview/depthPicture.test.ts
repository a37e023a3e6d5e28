import { expect } from 'chai';
import { join } from 'node:path';
import { rm, writeFile } from 'node:fs/promises';
import type { FailureError } from '#core/failure/result';
import { readDepthPicture } from '#helper/output/depthPicture';
import { writeDepthFolder } from '../../fixtures/depthFolders.js';
import { awkwardFolder } from '../../fixtures/madeMedia.js';
import { passportOf } from '../../fixtures/recipeInputs.js';
import { frameRate } from '#core/time/frameRate';

describe('readDepthPicture', () => {
  let folder = '';
  before(async () => {
    folder = await awkwardFolder();
    await writeDepthFolder(folder, { ...passportOf(frameRate(25), [[0, 0, 1, 0]]), size: { width: 64, height: 32 } }, (x) => x / 63);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('keeps all sixteen bits at the files own size', async () => {
    const { values } = await readDepthPicture({ path: join(folder, 'depth_00000.png') }, { width: 64, height: 32 });
    for (let x = 0; x < 64; x++) expect(values[5 * 64 + x]).to.be.closeTo(x / 63, 1 / 65535);
  });

  it('keeps a ramp a ramp at half size', async () => {
    const { values } = await readDepthPicture({ path: join(folder, 'depth_00000.png') }, { width: 32, height: 16 });
    for (let x = 2; x < 30; x++) expect(values[5 * 32 + x]).to.be.closeTo((2 * x + 0.5) / 63, 0.002);
  });

  it('calls a missing or damaged file an incomplete pass', async () => {
    await writeFile(join(folder, 'broken.png'), 'no picture');
    for (const name of ['depth_00009.png', 'broken.png']) {
      const thrown = await readDepthPicture({ path: join(folder, name) }, { width: 8, height: 8 }).catch((error: unknown) => error);
      expect((thrown as FailureError).failure.code).to.equal('depth.incomplete');
    }
  });
});
