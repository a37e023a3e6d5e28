import { expect } from 'chai';
import { unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { PicturePipe } from '#helper/frames/picturePipe';
import { picturesOf } from '#helper/frames/rawPictures';
import { startProgram, startProgramInto } from '#helper/media/childProgram';
import { SpareMemory } from '#helper/workers/spareMemory';

/** Writes `count` bytes of a known sequence in pieces of `piece`, with a pause now and then. */
const writer = (count: number, piece: number): string[] => ['-e', `
  const bytes = Uint8Array.from({ length: ${count} }, (_, i) => (i * 7 + (i >> 8) * 13) & 255);
  let at = 0;
  const next = () => {
    if (at >= bytes.length) return;
    const part = bytes.subarray(at, (at += ${piece}));
    process.stdout.write(part, () => (at % 3 === 0 ? setTimeout(next, 1) : next()));
  };
  next();`];

const valueAt = (i: number): number => (i * 7 + (i >> 8) * 13) & 255;

async function bytesOf(pictures: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const picture of pictures) all.push(picture);
  return Buffer.concat(all);
}

describe('pictures of a program', () => {
  // Far below what comes at once, around it, several times as much; whole and with a rest; pieces that end with a picture and that do not.
  for (const [bytes, count, piece] of [[7, 1000, 100], [65536, 3 * 65536, 65536], [70_001, 2 * 70_001 + 9, 200_000], [200_000, 600_000, 200_000], [200_000, 599_999, 70_000]] as const) {
    it(`come whole and in order, by a pipe of our own and by a child's: ${count} bytes as pictures of ${bytes}, written by ${piece}`, async () => {
      const expected = Buffer.from(Uint8Array.from({ length: Math.floor(count / bytes) * bytes }, (_, i) => valueAt(i)));
      const plain = picturesOf(startProgram(process.execPath, writer(count, piece)).child.stdout, { bytes, spare: new SpareMemory() });
      expect(expected.equals(await bytesOf(plain))).to.equal(true);
      const own = await PicturePipe.open({ bytes, spare: new SpareMemory() });
      if (!own) return;
      startProgramInto(own.end, process.execPath, writer(count, piece));
      expect(expected.equals(await bytesOf(own.pipe))).to.equal(true);
    });
  }

  it('come by the ordinary pipe where our own connection is refused', async function () {
    if (process.platform === 'win32') return this.skip();
    // Its socket is gone before we come to it.
    const server = createServer().on('listening', () => unlinkSync(server.address() as string));
    expect(await PicturePipe.open({ bytes: 1000, spare: new SpareMemory() }, server)).to.equal(undefined);
    expect(server.listening).to.equal(false);
  });

  it('are read ahead by one, however slow the reader is', async function () {
    const own = await PicturePipe.open({ bytes: 300_000, spare: new SpareMemory() });
    if (!own) return this.skip();
    const { child, stop } = startProgramInto(own.end, process.execPath, ['-e', "const b = new Uint8Array(300000); let n = 0; const next = () => (n++ < 200 ? process.stdout.write(b, () => (process.stderr.write('.'), next())) : 0); next();"]);
    let written = 0;
    child.stderr.on('data', (text: string) => (written += text.length));
    for await (const picture of own.pipe) {
      expect(picture.length).to.equal(300_000);
      await new Promise((resolve) => setTimeout(resolve, 300));
      break;
    }
    // One in hand, one whole, and what the system holds between the two programs.
    expect(written).to.be.below(8);
    stop();
  });
});
