import { expect } from 'chai';
import { packMap } from '#core/depth/packedMap';
import { blockAt, settle, type SettledFrame, type SteadyFrame } from '#core/depth/settle';
import { toFailure } from '#core/failure/result';
import type { FrameRange } from '#contracts/units';
import { SettledMaps } from '#helper/cache/settledMaps';
import { compiledFlow } from '#helper/kernels/flowKernels';
import { SpareMemory } from '#helper/workers/spareMemory';

const [width, height] = [40, 24];
/** A long shot of more than two blocks, one that begins in black, one of a single frame. */
const shots: readonly FrameRange[] = [{ first: 3, last: 120 }, { first: 121, last: 130 }, { first: 131, last: 131 }];
const isBlind = (index: number): boolean => (index >= 60 && index < 66) || (index >= 121 && index < 125);

function frameAt(index: number): SteadyFrame {
  const luma = Uint8Array.from({ length: width * height }, (_, i) => 120 + 60 * Math.sin(((i % width) + index) * 0.4) + 50 * Math.sin(Math.floor(i / width) * 0.7));
  const values = Float32Array.from({ length: width * height }, (_, i) => Math.floor(i / width) / height + 0.1 * Math.sin(i * 0.9 + index));
  return { luma, depth: packMap({ width, height, values }), blind: isBlind(index) };
}

/** By the definition, block by block, nothing used again. */
function plainly(): Map<number, Omit<SettledFrame, 'luma'>> {
  const all = new Map<number, Omit<SettledFrame, 'luma'>>();
  for (const shot of shots) {
    for (let block = blockAt(shot.first, shot); ; block = blockAt(block.last + 1, shot)) {
      let after: SettledFrame | undefined;
      for (let index = block.sight; index >= block.first; index--) {
        const { luma, ...settled } = (after = settle(after, frameAt(index), compiledFlow()));
        expect(luma).to.have.length(width * height);
        if (index <= block.last) all.set(index, settled);
      }
      if (block.last === shot.last) break;
    }
  }
  return all;
}

/** Whatever was given back is written over: nobody may look at it any more. */
class SpoiledMemory extends SpareMemory {
  override give(buffer: ArrayBufferLike): void {
    new Uint8Array(buffer).fill(0x5a);
    super.give(buffer);
  }
}

function settledMaps(known: readonly FrameRange[]): SettledMaps {
  const maps = new SettledMaps((index) => Promise.resolve(frameAt(index)), new SpoiledMemory());
  maps.shots = known;
  return maps;
}

async function readAll(maps: SettledMaps, from: number): Promise<Map<number, Omit<SettledFrame, 'luma'>>> {
  const all = new Map<number, Omit<SettledFrame, 'luma'>>();
  for (let index = from; index <= shots.at(-1)!.last; index++) all.set(index, structuredClone(await maps.read(index)));
  return all;
}

describe('SettledMaps', () => {
  const expected = plainly();

  it('gives what its definition gives, with memory that is used again, through black and cuts', async () => {
    expect(await readAll(settledMaps(shots), 3)).to.deep.equal(expected);
  });

  it('gives the same from any frame on, as a job does that goes on', async () => {
    for (const from of [50, 63, 125]) expect(await readAll(settledMaps(shots), from)).to.deep.equal(new Map([...expected].filter(([index]) => index >= from)));
  });

  it('gives the same where its first block was settled before the shot had ended, and where that was another shot', async () => {
    for (const foreseen of [{ first: 3, last: blockAt(3, shots[0]!).sight }, { first: 3, last: 20 }]) {
      const maps = settledMaps([foreseen]);
      await maps.foresee(3);
      maps.shots = shots;
      expect(await readAll(maps, 3)).to.deep.equal(expected);
    }
  });

  it('says that a frame is in no shot or was not stored', async () => {
    const code = (maps: SettledMaps, index: number): Promise<string> => maps.read(index).then(() => 'read', (error: unknown) => toFailure(error).code);
    const empty = new SettledMaps(() => Promise.resolve(undefined), new SpareMemory());
    empty.shots = shots;
    expect([await code(settledMaps(shots), 500), await code(empty, 3)]).to.deep.equal(['internal.bug', 'internal.bug']);
  });
});
