import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSound, soundPiece } from '#helper/audio/heardSound';
import { awkwardFolder, makeMedia } from '../../fixtures/madeMedia.js';

const SECONDS = 240;

describe('a sound that is heard in the panel', () => {
  let folder: string;
  const usual = process.env['DEPTHBEAT_DATA'];

  before(async () => {
    folder = await awkwardFolder();
    process.env['DEPTHBEAT_DATA'] = join(folder, 'data');
  });

  after(() => {
    if (usual === undefined) delete process.env['DEPTHBEAT_DATA'];
    else process.env['DEPTHBEAT_DATA'] = usual;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is whole for one panel while others that asked for it too are closed, at any moment', async () => {
    const song = await makeMedia(join(folder, 'four minutes.flac'), ['-f', 'lavfi', '-i', `sine=frequency=200:sample_rate=8000:duration=${SECONDS}`]);
    const closedAfter = async (reports: number): Promise<void> => {
      const panel = new AbortController();
      let heard = 0;
      const opened = openSound(song, () => (++heard === reports ? panel.abort() : undefined), panel.signal);
      await opened.then(() => expect.fail('was not stopped'), (error: unknown) => expect(error).to.have.nested.property('failure.code', 'cancelled'));
    };
    const staying = openSound(song, () => undefined, new AbortController().signal);
    await Promise.all([1, 2, 3, 5, 8, 13].map(closedAfter));
    expect((await staying).duration).to.be.closeTo(SECONDS, 0.1);
    expect(Buffer.from((await soundPiece(song, SECONDS - 1, 1)).samples, 'base64').length).to.be.closeTo(48_000, 500);
    expect(readdirSync(join(folder, 'data', 'heard')).filter((name) => name.endsWith('.part'))).to.deep.equal([]);
  });
});
