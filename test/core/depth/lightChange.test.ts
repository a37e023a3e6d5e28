import { expect } from 'chai';
import { lightChange, lumaShares, sameLight } from '#core/depth/lightChange';

const scene = Uint8Array.from({ length: 4000 }, (_, i) => 120 + 70 * Math.sin(i * 0.37) + 40 * Math.sin(i * 0.011));

describe('lightChange', () => {
  it('finds gain and offset of a fade and a lamp', () => {
    for (const [gain, offset] of [[0.7, 0], [0.2, 10], [0.8, 50]] as const) {
      const found = lightChange(lumaShares(scene), lumaShares(scene.map((luma) => gain * luma + offset)));
      expect(found.gain).to.be.closeTo(gain, 0.03);
      expect(found.offset).to.be.closeTo(offset, 4);
    }
  });

  it('calls it the same light when something moved or came in', () => {
    expect(lightChange(lumaShares(scene), lumaShares(scene.map((_, i) => scene[(i + 700) % 4000]!)))).to.equal(sameLight);
    expect(lightChange(lumaShares(scene), lumaShares(scene.map((luma, i) => (i < 1200 ? 250 : luma))))).to.equal(sameLight);
  });
});
