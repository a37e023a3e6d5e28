import { expect } from 'chai';
import { THUMB_HEIGHT, THUMB_WIDTH, type Thumbnail } from '#core/depth/sceneCut';
import { withShotStarts } from '#core/depth/shotStarts';

/** Smooth random-looking picture of a scene, moved sideways. */
function picture(scene: number, move: number): Thumbnail {
  const pixels = new Uint8Array(THUMB_WIDTH * THUMB_HEIGHT * 3);
  for (let y = 0; y < THUMB_HEIGHT; y++) {
    for (let x = 0; x < THUMB_WIDTH; x++) {
      for (let c = 0; c < 3; c++) {
        const wave = Math.sin((x + move) * (0.21 + 0.07 * scene) + y * (0.15 + 0.05 * ((scene * 7) % 5)) + scene * 2.1 + c * 0.4);
        pixels[(y * THUMB_WIDTH + x) * 3 + c] = 60 + 35 * ((scene * 3 + c) % 4) + 50 * wave;
      }
    }
  }
  return pixels;
}

const flat = (level: number): Thumbnail => new Uint8Array(THUMB_WIDTH * THUMB_HEIGHT * 3).fill(level);
const mix = (a: Thumbnail, b: Thumbnail, share: number): Thumbnail => a.map((value, i) => value * (1 - share) + b[i]! * share + 0.5);
const shot = (scene: number, length: number, from = 0): Thumbnail[] => Array.from({ length }, (_, t) => picture(scene, (from + t) * 0.15));
const ramp = (length: number, draw: (share: number, t: number) => Thumbnail): Thumbnail[] => Array.from({ length }, (_, t) => draw((t + 1) / (length + 1), t));

async function judged(clip: readonly Thumbnail[]): Promise<{ cuts: number[]; blind: number[] }> {
  async function* glimpses(): AsyncGenerator<{ index: number; thumbnail: Thumbnail }> {
    for (const [index, thumbnail] of clip.entries()) yield await Promise.resolve({ index, thumbnail });
  }
  const [cuts, blind]: [number[], number[]] = [[], []];
  for await (const { frame, cut, blind: hidden } of withShotStarts(glimpses())) {
    if (cut) cuts.push(frame.index);
    if (hidden) blind.push(frame.index);
  }
  return { cuts, blind };
}

describe('withShotStarts', () => {
  for (const length of [8, 16, 36]) {
    it(`finds one change in a dissolve of ${length} frames, in its middle`, async () => {
      const { cuts } = await judged([...shot(1, 40), ...ramp(length, (share, t) => mix(picture(1, (40 + t) * 0.15), picture(3, t * 0.15), share)), ...shot(3, 40, length)]);
      expect(cuts).to.have.length(1);
      expect(cuts[0]).to.be.within(40 + length / 2 - 5, 40 + length / 2 + 5);
    });
  }

  it('finds one change where a scene fades to black and another comes out of it', async () => {
    const clip = [...shot(1, 30), ...ramp(12, (share) => mix(picture(1, 5), flat(0), share)), ...Array.from({ length: 9 }, () => flat(0)), ...ramp(12, (share) => mix(flat(0), picture(3, 0), share)), ...shot(3, 30)];
    const { cuts, blind } = await judged(clip);
    expect(cuts).to.have.length(1);
    expect(cuts[0]).to.be.within(42, 51);
    expect(blind).to.include.members([43, 45, 50]);
    expect(Math.min(...blind)).to.be.above(37);
    expect(Math.max(...blind)).to.be.below(56);
  });

  it('finds nothing beside the one change of a fade through black or white, however soon the next scene comes out of it', async () => {
    const moving = (scene: number, from: number, length: number): Thumbnail[] => Array.from({ length }, (_, t) => picture(scene, (from + t) * 0.6));
    for (const level of [0, 250]) {
      for (const [length, gap] of [[10, 0], [17, 3], [28, 0]] as const) {
        const out = moving(1, 30, length).map((here, t) => mix(here, flat(level), (t + 1) / length));
        const back = moving(3, 0, length).map((here, t) => mix(flat(level), here, (t + 1) / length));
        const { cuts } = await judged([...moving(1, 0, 30), ...out, ...Array.from({ length: gap }, () => flat(level)), ...back, ...moving(3, length, 30)]);
        expect(cuts, `${length} frames to ${level}`).to.have.length(1);
        expect(cuts[0]).to.be.within(30 + length / 2, 30 + 1.5 * length + gap);
      }
    }
  });

  it('sees no change in a fade from black, a blink to black and back, a flash or a strobe', async () => {
    expect((await judged([...Array.from({ length: 5 }, () => flat(0)), ...ramp(14, (share) => mix(flat(0), picture(2, 0), share)), ...shot(2, 30)])).cuts).to.deep.equal([]);
    expect((await judged([...shot(2, 30), ...ramp(6, (share) => mix(picture(2, 5), flat(0), share)), flat(0), flat(0), ...ramp(6, (share) => mix(flat(0), picture(2, 5), share)), ...shot(2, 30, 33)])).cuts).to.deep.equal([]);
    for (const every of [30, 4]) expect((await judged(shot(2, 60).map((here, t) => (t % every === 3 ? flat(255) : here)))).cuts).to.deep.equal([]);
  });

  it('sees no dissolve in a pan, a zoom of light or grain', async () => {
    expect((await judged(Array.from({ length: 80 }, (_, t) => picture(2, t * 0.9)))).cuts).to.deep.equal([]);
    expect((await judged(Array.from({ length: 80 }, (_, t) => picture(2, 3).map((value) => Math.min(255, value * (0.5 + t / 100)))))).cuts).to.deep.equal([]);
  });
});
