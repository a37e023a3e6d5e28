import { expect } from 'chai';
import { preprocess } from '#core/depth/preprocess';
import { reduceLuma } from '#core/depth/reducePicture';
import type { Picture } from '#core/depth/grid';
import type { ModelInput } from '#contracts/modelManifest';
import { compiledLuma, compiledTensor } from '#helper/kernels/preparePicture';
import { SpareMemory } from '#helper/workers/spareMemory';

const input: ModelInput = { name: 'image', layout: 'NCHW', channels: 'RGB', range: 1, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], policy: 'stretch', nominal: [28, 21], multipleOf: 1, interpolation: 'cubic' };

function pictureOf(width: number, height: number): Picture {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => 128 + 127 * Math.sin(i * 0.37 + Math.floor(i / (3 * width)) * 0.9));
  return { width, height, channels: 3, pixels };
}

/** From and to: shrunk, enlarged, one side kept, rests after whole vectors, one pixel. */
const sizes = [
  [64, 48, 28, 21],
  [13, 7, 28, 21],
  [28, 50, 28, 21],
  [37, 21, 28, 21],
  [5, 3, 1, 1],
  [1, 1, 4, 2],
  [1, 9, 3, 2],
] as const;

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).to.equal(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

describe('compiled preparation', () => {
  for (const [fromWidth, fromHeight, width, height] of sizes) {
    it(`tensors agree with their definition: ${fromWidth}×${fromHeight} to ${width}×${height}`, () => {
      const picture = pictureOf(fromWidth, fromHeight);
      for (const interpolation of ['cubic', 'bilinear', 'bilinearCorners', 'area', 'areaOrCubic'] as const) {
        for (const [layout, channels, policy] of [['NCHW', 'RGB', 'stretch'], ['NHWC', 'RGB', 'stretch'], ['NCHW', 'BGR', 'stretch'], ['NHWC', 'BGR', 'stretch'], ['NCHW', 'RGB', 'pad']] as const) {
          const one: ModelInput = { ...input, interpolation, layout, channels, policy, nominal: [width, height] };
          // Pictures reduced in steps are rounded to 8 bit between them, where a half may fall to either side.
          const most = interpolation === 'areaOrCubic' ? 1.01 / 255 / 0.224 : 2e-5;
          expect(farthest(compiledTensor(picture, one, { width, height }), preprocess(picture, one, { width, height })), `${interpolation} ${layout} ${channels} ${policy}`).to.be.below(most);
        }
      }
    });

    it(`luma agrees to the bit: ${fromWidth}×${fromHeight} to ${width}×${height}`, () => {
      const picture = pictureOf(fromWidth, fromHeight);
      expect(compiledLuma(picture, width, height)).to.deep.equal(reduceLuma(picture, width, height));
    });
  }

  it('fill memory that was given back, whatever it holds', () => {
    const [picture, size, spare] = [pictureOf(64, 48), { width: 28, height: 21 }, new SpareMemory()];
    const [tensor, luma] = [compiledTensor(picture, input, size), compiledLuma(picture, 28, 21)];
    const [used, other] = [new Float32Array(3 * 28 * 21).fill(NaN), new Uint8Array(28 * 21).fill(7)];
    for (const one of [used, other]) spare.give(one.buffer);
    const [again, lumaAgain] = [compiledTensor(picture, input, size, spare), compiledLuma(picture, 28, 21, spare)];
    expect(again).to.deep.equal(tensor);
    expect(lumaAgain).to.deep.equal(luma);
    expect([again.buffer, lumaAgain.buffer]).to.deep.equal([used.buffer, other.buffer]);
  });
});
