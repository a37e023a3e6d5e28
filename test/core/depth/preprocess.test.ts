import { expect } from 'chai';
import type { ModelInput } from '#contracts/modelManifest';
import { lumaOf, reduceLuma, reducePicture } from '#core/depth/reducePicture';
import { networkSize, padReflected, preprocess, reflectMargin } from '#core/depth/preprocess';
import { roundHalfToEven } from '#core/depth/roundHalfToEven';

const plain: ModelInput = { layout: 'NCHW', channels: 'RGB', range: 1, mean: [0, 0, 0], std: [1, 1, 1], multipleOf: 1, nominal: [2, 2], policy: 'stretch', interpolation: 'cubic' };
const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

describe('networkSize', () => {
  // Worked by hand from the reference rules, see the comment of each row.
  const rows = [
    // Depth Anything: the short side becomes 518; 1920·518/1080 = 920.9 → 65.8 × 14 → 66 × 14.
    ['lower', 1920, 1080, [518, 518], 14, 924, 518],
    ['lower', 1080, 1920, [518, 518], 14, 518, 924],
    ['lower', 640, 480, [518, 518], 14, 686, 518],
    // MiDaS 2.1: the long side becomes 256; 1080·256/1920 = 144 = 4.5 × 32, and NumPy rounds 4.5 to 4.
    ['upper', 1920, 1080, [256, 256], 32, 256, 128],
    ['upper', 640, 480, [256, 256], 32, 256, 192],
    ['upper', 640, 480, [384, 384], 32, 384, 288],
    // DPT: 0.8 is nearer to 1 than 0.6; for 1080p 0.3556 is nearer than 0.2: 1920·0.3556 = 682.7 = 21.3 × 32.
    ['minimal', 640, 480, [384, 384], 32, 512, 384],
    ['minimal', 1920, 1080, [384, 384], 32, 672, 384],
    ['stretch', 1920, 1080, [256, 256], 32, 256, 256],
    // Depth Anything 3: 1080·504/1920 = 283.5 → 284 → 20.3 × 14.
    ['longest', 1920, 1080, [504, 504], 14, 504, 280],
  ] as const;
  for (const [policy, width, height, nominal, multipleOf, w, h] of rows) {
    it(`${policy} ${width}×${height} to ${nominal[0]} in steps of ${multipleOf} is ${w}×${h}`, () => {
      expect(networkSize({ width, height }, { policy, nominal, multipleOf })).to.deep.equal({ width: w, height: h });
    });
  }

  it('rounds halves to even as NumPy does', () => {
    expect([0.5, 1.5, 2.5, 3.5, 4.4999, 4.5001].map(roundHalfToEven)).to.deep.equal([0, 2, 2, 4, 4, 5]);
  });
});

describe('preprocess', () => {
  const red = { width: 2, height: 2, channels: 3 as const, pixels: Uint8Array.from(Array.from({ length: 4 }, () => [255, 51, 0]).flat()) };

  it('normalises each colour with its own mean and std', () => {
    const tensor = preprocess(red, { ...plain, ...imageNet }, { width: 2, height: 2 });
    expect(tensor).to.have.length(12);
    expect(tensor[0]).to.be.closeTo((1 - 0.485) / 0.229, 1e-5);
    expect(tensor[4]).to.be.closeTo((0.2 - 0.456) / 0.224, 1e-5);
    expect(tensor[8]).to.be.closeTo((0 - 0.406) / 0.225, 1e-5);
  });

  it('turns channels round for BGR and keeps each colour its own numbers', () => {
    const tensor = preprocess(red, { ...plain, ...imageNet, channels: 'BGR' }, { width: 2, height: 2 });
    expect(tensor[0]).to.be.closeTo((0 - 0.406) / 0.225, 1e-5);
    expect(tensor[8]).to.be.closeTo((1 - 0.485) / 0.229, 1e-5);
  });

  it('interleaves for NHWC and keeps 0..255 when asked', () => {
    const tensor = preprocess(red, { ...plain, layout: 'NHWC', range: 255 }, { width: 2, height: 2 });
    expect(Array.from(tensor.subarray(0, 6))).to.deep.equal([255, 51, 0, 255, 51, 0]);
  });

  it('resizes with cubic overshoot, before normalising and without clamping', () => {
    const step = { width: 4, height: 1, channels: 1 as const, pixels: Uint8Array.of(0, 0, 255, 255) };
    const tensor = preprocess(step, plain, { width: 8, height: 1 });
    // Output 2 lies at 0.75: neighbours -0, 0, 255(2) with weights W(1.75), W(0.75), W(0.25), W(1.25) from sample 0 on: 255 has W(1.25).
    expect(tensor[2]).to.be.closeTo(-0.10546875, 1e-5);
    expect(tensor[3]).to.be.closeTo(0.26171875 - 0.03515625, 1e-5);
  });
});

describe('padReflected', () => {
  it('mirrors without repeating the border, as wide as ZoeDepth does', () => {
    expect(reflectMargin(480)).to.equal(Math.floor(Math.sqrt(240) * 3));
    const padded = padReflected({ width: 8, height: 1, channels: 1, pixels: Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]) });
    expect(Array.from(padded.pixels)).to.deep.equal([6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]);
  });
});

describe('reduceLuma', () => {
  it('is the luma of the box means, to three greys, for grey and coloured pictures', () => {
    const [width, height] = [480, 270];
    const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => 120 + 60 * Math.sin(i * 0.00004) + 20 * Math.cos((Math.floor(i / 3) % width) * 0.05) + (i % 3) * 15);
    const picture = { width, height, channels: 3 as const, pixels };
    const exact = reducePicture({ width, height, channels: 1, pixels: lumaOf(picture) }, 56, 32).pixels;
    reduceLuma(picture, 56, 32).forEach((luma, i) => expect(luma).to.be.closeTo(exact[i]!, 3));
    reduceLuma({ width, height, channels: 1, pixels: lumaOf(picture) }, 56, 32).forEach((luma, i) => expect(luma).to.be.closeTo(exact[i]!, 3));
  });
});
