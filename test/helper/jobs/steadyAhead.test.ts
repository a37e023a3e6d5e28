import { expect } from 'chai';
import fc from 'fast-check';
import { packMap } from '#core/depth/packedMap';
import type { RawFrame } from '#helper/cache/rawRing';
import { SpareMemory } from '#helper/workers/spareMemory';
import { SteadyAhead, type SteadiedFrame } from '#helper/jobs/steadyAhead';

const [width, height] = [48, 32];

/** A textured picture that moves, under a black bar, with depth on a scale of its own. */
function frameAt(index: number): RawFrame {
  const luma = Uint8Array.from({ length: width * height }, (_, i) => (i < 3 * width ? 0 : 120 + 60 * Math.sin(((i % width) + index) * 0.4) + 50 * Math.sin(Math.floor(i / width) * 0.7)));
  const values = Float32Array.from({ length: width * height }, (_, i) => (1 + 0.1 * Math.sin(index)) * (Math.floor(i / width) / height + 0.1 * Math.sin(i * 0.9 + index)));
  return { index, depth: packMap({ width, height, values }), luma, thumbnail: new Uint8Array(3) };
}

const LENGTH = 9;
const frames = Array.from({ length: LENGTH }, (_, index) => frameAt(index));
const fresh = (): SteadyAhead => new SteadyAhead({ state: undefined, bars: undefined }, { metric: false, timed: (work) => work() });
const told = ({ state, bars, quantiles, cut, blind }: SteadiedFrame): object => ({ state, bars, quantiles, cut, blind });

/** Whatever was given back is written over: nobody may look at it any more. */
function spoil(spare: SpareMemory, bytes: number): void {
  const taken = Array.from({ length: 20 }, () => spare.take(bytes));
  for (const buffer of taken) new Uint8Array(buffer).fill(0x5a);
  for (const buffer of taken.slice(0, 8)) spare.give(buffer);
}

describe('SteadyAhead', () => {
  it('gives what waiting for each frame to be judged gives, however wrong the guesses and whenever frames are judged', () => {
    const flags = fc.array(fc.boolean(), { minLength: LENGTH, maxLength: LENGTH });
    fc.assert(
      fc.property(flags, flags, flags, fc.integer({ min: 0, max: LENGTH }), (cuts, guesses, blinds, wait) => {
        const truth = frames.map((frame, i) => ({ frame, cut: i > 0 && cuts[i]!, blind: blinds[i]! }));
        const plain = fresh();
        const expected = truth.map(({ frame, ...judged }) => {
          plain.take(frame, judged);
          return told(plain.settle(judged));
        });
        const ahead = fresh();
        const found: object[] = [];
        for (const [i, { frame, blind }] of truth.entries()) {
          ahead.take(frame, { cut: i > 0 && guesses[i]!, blind });
          if (i >= wait) found.push(told(ahead.settle(truth[i - wait]!)));
        }
        while (found.length < LENGTH) found.push(told(ahead.settle(truth[found.length]!)));
        expect(found).to.deep.equal(expected);
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  it('gives the same where the memory of frames and maps is used again', () => {
    const flags = fc.array(fc.boolean(), { minLength: LENGTH, maxLength: LENGTH });
    fc.assert(
      fc.property(flags, flags, flags, (cuts, guesses, blinds) => {
        const run = (spare: SpareMemory | undefined): object[] => {
          const ahead = new SteadyAhead({ state: undefined, bars: undefined }, { metric: false, timed: (work) => work(), ...(spare ? { spare } : {}) });
          const truth = frames.map((_, i) => ({ cut: i > 0 && cuts[i]!, blind: blinds[i]! }));
          const settle = (i: number): object => structuredClone(told(ahead.settle(truth[i]!)));
          const found: object[] = [];
          for (const i of frames.keys()) {
            const frame = structuredClone(frames[i]!);
            ahead.take(frame, { cut: i > 0 && guesses[i]!, blind: blinds[i]! });
            if (i >= 2) found.push(settle(i - 2));
            if (spare) for (const bytes of [width * height, 2 * width * height]) spoil(spare, bytes);
          }
          while (found.length < LENGTH) found.push(settle(found.length));
          return found;
        };
        expect(run(new SpareMemory())).to.deep.equal(run(undefined));
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  it('has nothing left to do where all frames are what they looked like', () => {
    let steadied = 0;
    const ahead = new SteadyAhead({ state: undefined, bars: undefined }, { metric: false, timed: (work) => ((steadied += 1), work()) });
    for (const frame of frames) ahead.take(frame, { cut: false, blind: false });
    expect(steadied).to.equal(LENGTH);
    for (let i = 0; i < LENGTH; i++) ahead.settle({ cut: false, blind: false });
    expect(steadied).to.equal(LENGTH);
  });
});
