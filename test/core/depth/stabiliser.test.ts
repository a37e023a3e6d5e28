import { expect } from 'chai';
import { makeGrid, type Grid } from '#core/depth/grid';
import { unpackMap } from '#core/depth/packedMap';
import { stabilise, type RawDepth, type StabiliserState } from '#core/depth/stabiliser';

const [WIDTH, HEIGHT] = [64, 36];

/** A lumpy floor that gets nearer towards the bottom; `breath` is the network's wandering scale, `noise` its grain. */
function scene(t: number, { breath = 0, noise = 0 }): Grid {
  const [scale, shift] = [1 + breath * Math.sin(t * 2.3), breath * 0.5 * Math.cos(t * 1.7)];
  const values = Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    const truth = 0.2 + (0.6 * y) / HEIGHT + 0.1 * Math.sin(x * 0.4);
    return scale * (truth + noise * Math.sin(i * 12.9898 + t * 78.233)) + shift;
  });
  return makeGrid(WIDTH, HEIGHT, values);
}

const still = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => 100 + 80 * Math.sin((i % WIDTH) * 0.9) * Math.cos(i / WIDTH));

function run(frames: readonly RawDepth[], start?: StabiliserState): StabiliserState[] {
  const states: StabiliserState[] = [];
  let state = start;
  for (const frame of frames) states.push((state = stabilise(state, frame)));
  return states;
}

function meanStep(maps: readonly Grid[]): number {
  let total = 0;
  for (let t = 1; t < maps.length; t++) maps[t]!.values.forEach((value, i) => (total += Math.abs(value - maps[t - 1]!.values[i]!)));
  return total / ((maps.length - 1) * WIDTH * HEIGHT);
}

const breathing = Array.from({ length: 60 }, (_, t): RawDepth => ({ depth: scene(t, { breath: 0.1, noise: 0.02 }), luma: still, cut: false }));

describe('stabilise', () => {
  it('takes most of the breathing and the grain out of a still scene', () => {
    const raw = meanStep(breathing.map(({ depth }) => depth));
    const steady = meanStep(run(breathing).map(({ depth }) => unpackMap(depth)));
    expect(steady).to.be.below(raw / 8);
  });

  it('stays near the truth over a long shot: the fits do not drift away', () => {
    const long = Array.from({ length: 400 }, (_, t): RawDepth => ({ depth: scene(t, { breath: 0.08 }), luma: still, cut: false }));
    const last = unpackMap(run(long).at(-1)!.depth).values;
    const truth = scene(0, {}).values;
    const error = last.reduce((total, value, i) => total + Math.abs(value - truth[i]!), 0) / last.length;
    expect(error).to.be.below(0.08);
  });

  it('passes the first frame of a shot unchanged, whatever came before', () => {
    const other = makeGrid(WIDTH, HEIGHT, scene(3, {}).values.map((value) => 5 - 2 * value));
    const states = run([...breathing.slice(0, 5), { depth: other, luma: still, cut: true }]);
    unpackMap(states[5]!.depth).values.forEach((value, i) => expect(value).to.be.closeTo(other.values[i]!, 1e-4));
  });

  it('lets what moves be where it is: no ghost of the old place stays', () => {
    const at = (t: number): RawDepth => {
      const inside = (i: number): boolean => i % WIDTH >= 4 + 3 * t && i % WIDTH < 16 + 3 * t;
      return { depth: makeGrid(WIDTH, HEIGHT, Float32Array.from(still, (_, i) => (inside(i) ? 0.9 : 0.2))), luma: Uint8Array.from(still, (luma, i) => (inside(i) ? 250 : luma)), cut: false };
    };
    const clip = Array.from({ length: 14 }, (_, t) => at(t));
    const last = unpackMap(run(clip).at(-1)!.depth).values;
    const truth = clip.at(-1)!.depth.values;
    const wrong = last.filter((value, i) => Math.abs(value - truth[i]!) > 0.1).length;
    expect(wrong / last.length).to.be.below(0.03);
  });

  it('goes on from a kept state to the same bits', () => {
    const whole = run(breathing.slice(0, 20));
    const rest = run(breathing.slice(9, 20), structuredClone(whole[8]));
    expect(rest.at(-1)).to.deep.equal(whole.at(-1));
  });
});
