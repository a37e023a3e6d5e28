import { expect } from 'chai';
import { latticeValue } from '#core/random/seeded';
import { CUT_LOOK_AHEAD, CUT_LOOK_BACK, isCut, pictureDifference, THUMB_HEIGHT, THUMB_WIDTH, type Thumbnail } from '#core/depth/sceneCut';

/** Smooth random-looking picture of a scene, moved sideways and brightened. */
function picture(scene: number, move = 0, gain = 1): Thumbnail {
  const pixels = new Uint8Array(THUMB_WIDTH * THUMB_HEIGHT * 3);
  for (let y = 0; y < THUMB_HEIGHT; y++) {
    for (let x = 0; x < THUMB_WIDTH; x++) {
      for (let c = 0; c < 3; c++) {
        const wave = Math.sin((x + move) * (0.21 + 0.07 * scene) + y * (0.15 + 0.05 * ((scene * 7) % 5)) + scene * 2.1 + c * (0.4 + 0.3 * scene));
        pixels[(y * THUMB_WIDTH + x) * 3 + c] = Math.min(255, Math.max(0, gain * (60 + 35 * ((scene * 3 + c) % 4) + 50 * wave)));
      }
    }
  }
  return pixels;
}

/** A piece of a wide scene of blocks, `shutter` columns of it laid over each other. */
function panorama(seed: number, left: number, shutter = 0): Thumbnail {
  const pixels = new Uint8Array(THUMB_WIDTH * THUMB_HEIGHT * 3);
  for (let y = 0, i = 0; y < THUMB_HEIGHT; y++) {
    for (let x = 0; x < THUMB_WIDTH; x++) {
      for (let c = 0; c < 3; c++, i++) {
        let sum = 0;
        for (let k = 0; k <= shutter; k++) sum += 128 + 110 * latticeValue(Math.floor((x + left + k) / 7) * 64 + Math.floor(y / 6) * 4 + c, seed);
        pixels[i] = sum / (shutter + 1);
      }
    }
  }
  return pixels;
}

function cutsIn(clip: readonly Thumbnail[]): number[] {
  const cuts: number[] = [];
  for (let t = 1; t < clip.length; t++) {
    const start = Math.max(0, t - CUT_LOOK_BACK);
    if (isCut(clip.slice(start, t + CUT_LOOK_AHEAD + 1), t - start)) cuts.push(t);
  }
  return cuts;
}

const frames = (count: number, draw: (t: number) => Thumbnail): Thumbnail[] => Array.from({ length: count }, (_, t) => draw(t));

describe('isCut', () => {
  it('finds hard cuts, also one frame before the end and three frames apart', () => {
    const shots = [12, 3, 10, 1];
    const clip = shots.flatMap((length, scene) => frames(length, (t) => picture(scene, t * 0.3)));
    expect(cutsIn(clip)).to.deep.equal([12, 15, 25]);
  });

  it('sees no cut in a flash, of one frame or two', () => {
    for (const length of [1, 2]) {
      const flash = frames(24, (t) => (t >= 10 && t < 10 + length ? picture(1, t * 0.3, 2.6) : picture(1, t * 0.3)));
      expect(cutsIn(flash)).to.deep.equal([]);
    }
  });

  it('sees no cut in a whip pan, a fade or flicker', () => {
    expect(cutsIn(frames(30, (t) => picture(2, t < 10 ? t * 0.2 : t < 20 ? 2 + (t - 10) * 6 : 62)))).to.deep.equal([]);
    expect(cutsIn(frames(30, (t) => picture(2, t * 0.2, Math.abs(15 - t) / 15)))).to.deep.equal([]);
    expect(cutsIn(frames(30, (t) => picture(2, t * 0.2, t % 2 ? 1 : 1.25)))).to.deep.equal([]);
  });

  it('makes no shot of single frames of a pan so fast that no frame overlaps the next, and sees no cut when its sharp frames last', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      for (const shutter of [0, 20]) {
        for (const length of [2, 3, 4, 7]) {
          const left = (t: number): number => 40 * Math.min(length, Math.max(0, t - 10));
          const cuts = cutsIn(frames(30, (t) => panorama(seed, left(t), t > 10 && t < 10 + length ? shutter : 0)));
          const said = `${length} frames, shutter ${shutter}, scene ${seed}: ${cuts.join(' ')}`;
          expect(cuts.some((cut, i) => cut - (cuts[i - 1] ?? -Infinity) < 3), said).to.equal(false);
          if (length >= 3 && shutter === 0) expect(cuts, said).to.deep.equal([]);
        }
      }
    }
  });

  it('finds one cut where its frame mixes both shots, or flashes', () => {
    const mixed = picture(0).map((value, i) => (value + picture(3)[i]!) / 2);
    const white = picture(0).map((value) => (value + 3 * 255) / 4);
    for (const between of [mixed, white]) expect(cutsIn([...frames(10, () => picture(0)), between, ...frames(10, () => picture(3))]).length).to.equal(1);
  });

  it('measures nothing between equal pictures and much between black and white', () => {
    expect(pictureDifference(picture(1), picture(1))).to.equal(0);
    const [black, white] = [new Uint8Array(THUMB_WIDTH * THUMB_HEIGHT * 3), new Uint8Array(THUMB_WIDTH * THUMB_HEIGHT * 3).fill(255)];
    expect(pictureDifference(black, white)).to.equal(1);
  });
});
