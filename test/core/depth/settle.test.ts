import { expect } from 'chai';
import { noBars } from '#core/depth/bars';
import { makeGrid } from '#core/depth/grid';
import { packMap, unpackMap } from '#core/depth/packedMap';
import { blockAt, blockLength, settle, type SettledFrame, type SteadyFrame } from '#core/depth/settle';
import { stabilise, type StabiliserState } from '#core/depth/stabiliser';

const [WIDTH, HEIGHT] = [96, 54];
const each = (value: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => value(i % WIDTH, Math.floor(i / WIDTH)));
const grain = (i: number, t: number): number => Math.sin(i * 12.9898 + t * 78.233);

/** A textured square that crosses a textured wall, 1.5 pixels a frame: what is true, what a grainy network says, what the camera sees. */
function square(t: number): { readonly truth: Float32Array; readonly noisy: Float32Array; readonly luma: Uint8Array } {
  const inside = (x: number, y: number): boolean => x >= 10 + 1.5 * t && x < 34 + 1.5 * t && y >= 15 && y < 39;
  const truth = each((x, y) => (inside(x, y) ? 0.9 : 0.2));
  const luma = Uint8Array.from(each((x, y) => (inside(x, y) ? 200 + 40 * Math.sin((x - 1.5 * t) * 0.7) * Math.cos(y * 0.6) : 70 + 40 * Math.sin(x * 0.5) * Math.cos(y * 0.4))));
  return { truth, noisy: truth.map((value, i) => value + 0.03 * grain(i, t)), luma };
}

function steadied(frames: readonly { readonly noisy: Float32Array; readonly luma: Uint8Array; readonly blind?: boolean }[]): SteadyFrame[] {
  let state: StabiliserState | undefined;
  return frames.map(({ noisy, luma, blind = false }) => {
    state = stabilise(state, { depth: packMap(makeGrid(WIDTH, HEIGHT, noisy.slice())), luma, cut: false, blind, bars: noBars });
    return { depth: state.depth, luma: state.luma, blind };
  });
}

function settledBack(frames: readonly SteadyFrame[]): SettledFrame[] {
  const settled: SettledFrame[] = [];
  let after: SettledFrame | undefined;
  for (const frame of [...frames].reverse()) settled.unshift((after = settle(after, frame)));
  return settled;
}

const valuesOf = ({ depth }: Pick<SettledFrame, 'depth'>): Float32Array => unpackMap(depth).values;
const meanStep = (maps: readonly Pick<SettledFrame, 'depth'>[]): number => {
  const values = maps.map(valuesOf);
  let total = 0;
  for (let t = 1; t < maps.length; t++) values[t]!.forEach((value, i) => (total += Math.abs(value - values[t - 1]![i]!)));
  return total / ((maps.length - 1) * WIDTH * HEIGHT);
};

describe('settle', () => {
  it('takes at least half of what steadying leaves of the grain in a still scene', () => {
    const { luma, truth } = square(0);
    const forwards = steadied(Array.from({ length: 24 }, (_, t) => ({ luma, noisy: truth.map((value, i) => value + 0.05 * grain(i, t)) })));
    const settled = settledBack(forwards);
    expect(meanStep(settled.slice(4, 20))).to.be.below(meanStep(forwards.slice(4, 20)) / 2);
    const error = valuesOf(settled[12]!).reduce((sum, value, i) => sum + Math.abs(value - truth[i]!), 0) / truth.length;
    expect(error).to.be.below(0.05 / 3);
  });

  it('smears no moving edge: within a tenth of the grain itself beside a square that moves, a third of it elsewhere', () => {
    const frames = Array.from({ length: 20 }, (_, t) => square(t));
    const settled = settledBack(steadied(frames));
    const beside = (i: number, t: number): boolean => [0, 24].some((edge) => Math.abs((i % WIDTH) - (10 + edge + 1.5 * t)) < 4) && Math.floor(i / WIDTH) >= 15 && Math.floor(i / WIDTH) < 39;
    for (const t of [5, 14]) {
      const { truth, noisy } = frames[t]!;
      const errorOf = (map: Float32Array, where: (i: number) => boolean): number => map.reduce((sum, value, i) => sum + (where(i) ? Math.abs(value - truth[i]!) : 0), 0);
      const [at, away] = [(i: number): boolean => beside(i, t), (i: number): boolean => i % WIDTH < 8 || Math.floor(i / WIDTH) < 8];
      expect(errorOf(valuesOf(settled[t]!), at), `frame ${t}`).to.be.below(1.1 * errorOf(noisy, at));
      expect(errorOf(valuesOf(settled[t]!), away), `frame ${t}`).to.be.below(errorOf(noisy, away) / 3);
    }
  });

  it('gives a frame that shows nothing the depth of the one after it, and leaves the last frame of a shot as it is', () => {
    const frames = [0, 1, 2, 3].map((t) => ({ ...square(0), blind: t === 2 }));
    const forwards = steadied(frames);
    const settled = settledBack(forwards);
    expect(settled[3]!.depth).to.equal(forwards[3]!.depth);
    expect(settled[3]!.flicker).to.equal(undefined);
    expect(settled[2]!.depth).to.equal(settled[3]!.depth);
    expect(settled[1]!.flicker).to.be.a('number');
  });

  it('divides shots into blocks that begin with them, so that a part of a clip is divided as the whole', () => {
    const shot = { first: 100, last: 220 };
    for (let index = shot.first; index <= shot.last; index++) {
      const block = blockAt(index, shot);
      expect(index).to.be.within(block.first, block.last);
      expect(block.sight).to.be.within(block.last, shot.last);
      expect((block.first - shot.first) % 48).to.equal(0);
      expect(blockAt(index - 100, { first: 0, last: 120 })).to.deep.equal({ first: block.first - 100, last: block.last - 100, sight: block.sight - 100 });
    }
    expect(blockAt(7, { first: 7, last: 7 })).to.deep.equal({ first: 7, last: 7, sight: 7 });
    expect(blockAt(130, shot, 16)).to.deep.equal({ first: 116, last: 131, sight: 147 });
  });

  it('takes fewer frames of large maps together, since all of a block wait in memory', () => {
    const lengths = [[288, 160], [924, 518], [1536, 1536], [2310, 1296], [8000, 8000]].map(([width, height]) => blockLength({ width: width!, height: height! }));
    expect(lengths).to.deep.equal([48, 48, 31, 25, 16]);
  });
});
