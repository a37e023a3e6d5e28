import { expect } from 'chai';
import fc from 'fast-check';
import { firstSettled, windowCount, windowFrames, windowSettling } from '#core/depth/frameWindows';
import { stitchWindow, type StitchState } from '#core/depth/stitchWindows';

const published = { length: 32, references: [0, 12, 24, 25, 26, 27, 28, 29, 30, 31], blend: 8 };
const short = { length: 8, references: [0, 3, 6, 7], blend: 2 };

describe('frameWindows', () => {
  it('fills the slots as the published code does: the first ten are the references of the window before', () => {
    const second = windowFrames(published, 1, 1000);
    expect(second.slice(0, 10)).to.deep.equal([0, 12, 24, 25, 26, 27, 28, 29, 30, 31]);
    expect(second.slice(10)).to.deep.equal(Array.from({ length: 22 }, (_, i) => 32 + i));
    expect(windowFrames(published, 2, 1000).slice(0, 4)).to.deep.equal([0, 34, 46, 47]);
    expect(windowFrames(published, 1, 40).slice(-16)).to.deep.equal([38, ...Array.from({ length: 15 }, () => 39)]);
  });

  it('settles every frame of a shot of any length in one window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.constantFrom(published, short), (count, window) => {
        for (let frame = 0; frame < count; frame++) {
          const n = windowSettling(window, frame);
          expect(n).to.be.below(windowCount(window, count));
          expect(firstSettled(window, n)).to.be.at.most(frame);
          expect(firstSettled(window, n + 1)).to.be.above(frame);
          expect(windowFrames(window, n, count)).to.include(frame);
        }
      }),
    );
  });
});

describe('stitchWindow', () => {
  /** A frame's true depth, 40 numbers. */
  const truth = (frame: number): Float32Array => Float32Array.from({ length: 40 }, (_, i) => 2 + Math.sin(i + frame / 9) + i / 40);
  /** What a network that is free in scale and shift says of a window. */
  const said = (frames: readonly number[], scale: number, shift: number): Float32Array[] => frames.map((frame) => truth(frame).map((value) => scale * value + shift));

  it('brings windows of any scale and shift onto the first, whatever the window', () => {
    for (const window of [published, short]) {
      let state: StitchState | undefined;
      const all: Float32Array[] = [];
      for (let n = 0; n < 5; n++) {
        const stitched = stitchWindow(state, said(windowFrames(window, n, 1000), 1 + 0.4 * n, 0.3 * n), window, false);
        all.push(...stitched.settled);
        ({ state } = stitched);
      }
      expect(all.length).to.equal(firstSettled(window, 5));
      all.forEach((map, frame) => map.forEach((value, i) => expect(value).to.be.closeTo(truth(frame)[i]!, 1e-4)));
    }
  });

  it('fades evenly where the fit leaves a difference, and never goes below 0', () => {
    const frames = windowFrames(short, 1, 100);
    const first = stitchWindow(undefined, said(windowFrames(short, 0, 100), 1, 0), short, true);
    const { settled } = stitchWindow(first.state, said(frames, 1, 0.5), short, true);
    expect(settled[0]![0]!).to.be.closeTo(truth(6)[0]!, 1e-5);
    expect(settled[1]![0]!).to.be.closeTo(truth(7)[0]! + 0.5, 1e-5);
    const dark = stitchWindow(first.state, said(frames, 0, -3), short, true).settled;
    expect(Math.min(...dark.at(-1)!)).to.equal(0);
  });

  it('leaves metres alone', () => {
    const first = stitchWindow(undefined, said(windowFrames(short, 0, 100), 1, 0), short, true);
    const { settled } = stitchWindow(first.state, said(windowFrames(short, 1, 100), 1.1, 0), short, true);
    expect(settled.at(-1)![3]!).to.be.closeTo(1.1 * truth(9)[3]!, 1e-5);
  });
});
