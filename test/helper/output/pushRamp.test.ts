import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { pushRamp, writePushRamp } from '#helper/output/pushRamp';

describe('push ramp', () => {
  it('rises evenly from edge to edge, with the middle of the picture at mid grey', () => {
    const ramp = pushRamp({ width: 5, height: 3 });
    const red = [0, 1, 2, 3, 4].map((x) => ramp[x * 3]);
    expect(red).to.deep.equal([6554, 19661, 32768, 45875, 58982]);
    expect([0, 1, 2].map((y) => ramp[y * 15 + 1])).to.deep.equal([10923, 32768, 54613]);
  });

  it('is written with all sixteen bits', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ramp '));
    try {
      const path = await writePushRamp(folder, { width: 300, height: 7 });
      const { data, info } = await sharp(await readFile(path)).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).to.deep.equal([300, 7, 3]);
      const read = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
      expect(Array.from(read)).to.deep.equal(Array.from(pushRamp({ width: 300, height: 7 })));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
