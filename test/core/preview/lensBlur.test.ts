import { expect } from 'chai';
import { byteOfLinear, linearOfByte } from '#core/preview/linearLight';
import { lensBlur } from '#core/preview/lensBlur';
import type { RgbPicture } from '#core/preview/picture';
import { busyPicture, paintDepth, paintPicture, pixelAt } from '../../fixtures/pictures.js';

const grey = (level: number): readonly [number, number, number] => [level, level, level];

/** Linear light of the whole picture. */
const lightOf = ({ pixels }: RgbPicture): number => pixels.reduce((sum, byte) => sum + linearOfByte[byte], 0);

describe('lensBlur', () => {
  it('finds every byte again after the way through linear light', () => {
    for (let byte = 0; byte < 256; byte++) expect(byteOfLinear(linearOfByte[byte])).to.equal(byte);
  });

  it('leaves a plane in focus as it is, bit for bit', () => {
    const picture = busyPicture(97, 55);
    for (const focus of [0, 0.37, 1]) {
      expect(lensBlur(picture, paintDepth(97, 55, () => focus), { focus, radius: 20 }).pixels).to.deep.equal(picture.pixels);
    }
  });

  for (const [side, depth, focus] of [['before', 0.9, 0.4], ['beyond', 0.1, 0.6]] as const) {
    it(`keeps the light of a plane ${side} the focus and turns a point into a disc`, () => {
      const point = paintPicture(121, 91, (x, y) => (Math.abs(x - 60) < 2 && Math.abs(y - 45) < 2 ? grey(255) : grey(40)));
      const radius = 16;
      const blurred = lensBlur(point, paintDepth(121, 91, () => depth), { focus, radius });
      const circle = Math.abs(depth - focus) * radius;
      const surround = linearOfByte[40] * point.pixels.length;
      expect((lightOf(blurred) - surround) / (lightOf(point) - surround)).to.be.within(0.8, 1.2);
      expect(pixelAt(blurred, 60, 45)[0]).to.be.lessThan(200);
      expect(pixelAt(blurred, 60 + Math.round(circle * 0.6), 45)[0]).to.be.greaterThan(42);
      expect(pixelAt(blurred, 60 + Math.round(circle * 2) + 4, 45)[0]).to.equal(40);
    });
  }

  it('keeps an even plane out of focus even', () => {
    const picture = paintPicture(80, 60, () => [10, 128, 250]);
    for (const depth of [0, 1]) expect(lensBlur(picture, paintDepth(80, 60, () => depth), { focus: 0.5, radius: 24 }).pixels).to.deep.equal(picture.pixels);
  });

  describe('on a bright left half before or behind a dark right half', () => {
    const picture = paintPicture(160, 60, (x) => (x < 80 ? [255, 60, 60] : [0, 0, 0]));

    it('spreads a blurred foreground over the sharp background', () => {
      const blurred = lensBlur(picture, paintDepth(160, 60, (x) => (x < 80 ? 1 : 0.2)), { focus: 0.2, radius: 20 });
      expect(pixelAt(blurred, 84, 30)[0]).to.be.within(60, 250);
      expect(pixelAt(blurred, 90, 30)[0]).to.be.greaterThan(20);
      expect(pixelAt(blurred, 120, 30)).to.deep.equal([0, 0, 0]);
    });

    it('does not let a blurred background bleed over the sharp foreground', () => {
      const blurred = lensBlur(picture, paintDepth(160, 60, (x) => (x < 80 ? 0 : 0.8)), { focus: 0.8, radius: 20 });
      for (let x = 80; x < 160; x++) expect(pixelAt(blurred, x, 30), `column ${x}`).to.deep.equal([0, 0, 0]);
    });

    it('does not let a sharp foreground tint the blurred background', () => {
      const sharpLeft = lensBlur(picture, paintDepth(160, 60, (x) => (x < 80 ? 0.8 : 0)), { focus: 0.8, radius: 20 });
      for (let x = 0; x < 80; x++) expect(pixelAt(sharpLeft, x, 30)).to.deep.equal([255, 60, 60]);
      for (let x = 82; x < 160; x++) expect(pixelAt(sharpLeft, x, 30)[0], `column ${x}`).to.be.lessThan(30);
    });
  });

  it('handles one pixel, one column, odd sides and a blur wider than the picture', () => {
    for (const [width, height] of [[1, 1], [1, 9], [7, 3], [33, 17]] as const) {
      const blurred = lensBlur(busyPicture(width, height), paintDepth(width, height, (x) => x / Math.max(1, width - 1)), { focus: 0.5, radius: 90 });
      expect(blurred.pixels.length).to.equal(width * height * 3);
    }
  });

  it('refuses a depth map of another size', () => {
    expect(() => lensBlur(busyPicture(4, 4), paintDepth(5, 4, () => 0), { focus: 0, radius: 2 })).to.throw(RangeError);
  });
});
