import { expect } from 'chai';
import fc from 'fast-check';
import { makeFrameCutter, type FrameCut } from '#core/music/frameCutter';

function cutAll(samples: Float32Array, cut: FrameCut, pieces: readonly number[]): number[][] {
  const frames: number[][] = [];
  const cutter = makeFrameCutter(cut, (frame) => frames.push([...frame]));
  let from = 0;
  for (const length of [...pieces, samples.length]) {
    cutter.push(samples.subarray(from, Math.min(samples.length, from + length)));
    from = Math.min(samples.length, from + length);
  }
  cutter.finish();
  return frames;
}

describe('makeFrameCutter', () => {
  it('centres frame n on sample n · hop and fills up with zeros', () => {
    const frames = cutAll(Float32Array.from({ length: 10 }, (_, n) => n + 1), { size: 4, hop: 3 }, []);
    expect(frames).to.deep.equal([
      [0, 0, 1, 2],
      [2, 3, 4, 5],
      [5, 6, 7, 8],
      [8, 9, 10, 0],
    ]);
  });

  it('mirrors the signal at its ends when asked to', () => {
    const frames = cutAll(Float32Array.from({ length: 9 }, (_, n) => n), { size: 8, hop: 3, edges: 'mirror' }, [2, 3]);
    expect(frames).to.deep.equal([
      [4, 3, 2, 1, 0, 1, 2, 3],
      [1, 0, 1, 2, 3, 4, 5, 6],
      [2, 3, 4, 5, 6, 7, 8, 7],
      [5, 6, 7, 8, 7, 6, 5, 4],
    ]);
  });

  it('gives the same frames however the stream is cut, also where frames do not touch', () => {
    const signal = fc.integer({ min: 0, max: 200 }).map((length) => Float32Array.from({ length }, (_, n) => n + 1));
    const cut = fc.record({ size: fc.constantFrom(2, 8, 16), hop: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(signal, cut, fc.array(fc.integer({ min: 0, max: 50 })), (samples, how, pieces) => {
        expect(cutAll(samples, how, pieces)).to.deep.equal(cutAll(samples, how, []));
      }),
    );
  });
});
