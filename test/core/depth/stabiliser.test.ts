import { expect } from 'chai';
import { makeGrid, type Grid } from '#core/depth/grid';
import { noBars, type Bars } from '#core/depth/bars';
import { packMap, unpackMap } from '#core/depth/packedMap';
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

function frameOf(
  depth: Grid,
  { luma = still, cut = false, blind = false, bars = noBars }: { luma?: Uint8Array; cut?: boolean; blind?: boolean; bars?: Bars } = {},
): RawDepth {
  return { depth: packMap(depth), luma, cut, blind, bars };
}

const breathing = Array.from({ length: 60 }, (_, t) => frameOf(scene(t, { breath: 0.1, noise: 0.02 })));

describe('stabilise', () => {
  it('takes most of the breathing and the grain out of a still scene', () => {
    const raw = meanStep(breathing.map(({ depth }) => unpackMap(depth)));
    const steady = meanStep(run(breathing).map(({ depth }) => unpackMap(depth)));
    expect(steady).to.be.below(raw / 8);
  });

  it('holds a long shot to its first frame: 500 frames of jitter on a slow drift', () => {
    const truth = scene(0, {}).values;
    const long = Array.from({ length: 500 }, (_, t) => {
      const drift = 1 + 0.4 * Math.sin(t / 90);
      return frameOf(
        makeGrid(
          WIDTH,
          HEIGHT,
          scene(t, { breath: t > 0 ? 0.08 : 0, noise: 0.01 }).values.map((value) => drift * value + 0.002 * t),
        ),
      );
    });
    run(long).forEach(({ depth }, t) => {
      const error = unpackMap(depth).values.reduce((total, value, i) => total + Math.abs(value - truth[i]!), 0) / truth.length;
      if (t % 50 === 49) expect(error, `frame ${t}`).to.be.below(0.012);
    });
  });

  it('does not drift under a moving camera, where keyframes go out of sight one after another', () => {
    const at = (t: number, wobble: number): RawDepth => {
      const world = (x: number, y: number): number => 0.2 + (0.5 * y) / HEIGHT + 0.12 * Math.sin(x * 0.23) * Math.cos(x * 0.031);
      const values = Float32Array.from(
        { length: WIDTH * HEIGHT },
        (_, i) =>
          (1 + wobble) * world((i % WIDTH) + t * 0.7, Math.floor(i / WIDTH)) + 0.4 * wobble + 0.01 * Math.sin(i * 12.9898 + t * 78.233),
      );
      const luma = Uint8Array.from(
        { length: WIDTH * HEIGHT },
        (_, i) =>
          120 +
          60 * Math.sin(((i % WIDTH) + t * 0.7) * 0.5) * Math.cos(Math.floor(i / WIDTH) * 0.4) +
          40 * Math.sin(((i % WIDTH) + t * 0.7) * 0.17 + 2),
      );
      return frameOf(makeGrid(WIDTH, HEIGHT, values), { luma });
    };
    const states = run(Array.from({ length: 300 }, (_, t) => at(t, t === 0 ? 0 : 0.12 * Math.sin(t * 1.9) + 0.08 * Math.sin(t / 4))));
    const means = states.map(({ depth }) => unpackMap(depth).values.reduce((a, b) => a + b, 0) / (WIDTH * HEIGHT));
    const truth = unpackMap(at(299, 0).depth).values.reduce((a, b) => a + b, 0) / (WIDTH * HEIGHT);
    expect(means[299]).to.be.closeTo(truth, 0.03);
    expect(new Set(states.map(({ anchor }) => anchor.trust.every((trust) => trust === 255))).has(true)).to.equal(true);
  });

  it('stays within bounds of the network\'s own scale through a zoom without end', () => {
    const [width, height] = [96, 54];
    const at = (t: number): RawDepth => {
      const zoom = 1.02 ** t;
      const values = new Float32Array(width * height);
      const luma = new Uint8Array(width * height);
      for (let i = 0; i < values.length; i++) {
        const [x, y] = [((i % width) - width / 2) / zoom, (Math.floor(i / width) - height / 2) / zoom];
        // Ever finer waves, so that a zoom without end always shows some.
        const wave = (octave: number): number => Math.sin(x * 2 ** octave * 0.1 + octave) * Math.cos(y * 2 ** octave * 0.13);
        const finest = Math.log2(zoom);
        const part = finest % 1;
        const seen = wave(Math.floor(finest) + 2) * (1 - part) + wave(Math.floor(finest) + 3) + wave(Math.floor(finest) + 4) * part;
        luma[i] = 128 + 50 * seen;
        values[i] = 0.5 + 0.1 * seen;
      }
      return frameOf(makeGrid(width, height, values), { luma });
    };
    for (const { fit } of run(Array.from({ length: 160 }, (_, t) => at(t)))) expect(fit.scale).to.be.within(0.3, 3);
  });

  /** A textured wall behind a textured pillar, as a lens that grows by `zoom` sees them from `ahead` of where it began; inverse depth 1 and 2 at the start, told by the network on a scale of its own. */
  function wallAndPillar(t: number, { zoom, ahead, breath }: { readonly zoom: number; readonly ahead: number; readonly breath: number }): RawDepth {
    const [width, height] = [128, 72];
    const values = new Float32Array(width * height);
    const luma = new Uint8Array(width * height);
    const near = (inverse: number): number => inverse / (1 - ahead * inverse);
    for (let i = 0; i < values.length; i++) {
      const [x, y] = [(i % width) + 0.5 - width / 2, Math.floor(i / width) + 0.5 - height / 2];
      const isPillar = Math.abs((x * 2) / (zoom * near(2)) - 4) < 14;
      const surface = isPillar ? 2 : 1;
      const [u, v] = [(x * surface) / (zoom * near(surface)), (y * surface) / (zoom * near(surface))];
      luma[i] = 128 + 45 * Math.sin(u * 0.55 + surface) * Math.cos(v * 0.5) + 45 * Math.sin(u * 0.23 + v * 0.31 + 2 * surface);
      values[i] = (1 + breath * Math.sin(t * 2.1)) * near(surface);
    }
    return frameOf(makeGrid(width, height, values), { luma });
  }

  /** Depth of the pillar over that of the wall as each frame tells it, in the middle and beside it. */
  const stepAt = ({ depth }: StabiliserState): number => {
    const { values } = unpackMap(depth);
    return values[36 * 128 + 68]! - values[36 * 128 + 8]!;
  };

  it('keeps the scale of a shot through a zoom, and lets it grow with a step ahead', () => {
    const frames = Array.from({ length: 25 }, (_, t) => t);
    const zoomed = run(frames.map((t) => wallAndPillar(t, { zoom: 1.012 ** t, ahead: 0, breath: 0.08 })));
    for (const state of zoomed) expect(stepAt(state)).to.be.closeTo(1, 0.02);
    const stepped = run(frames.map((t) => wallAndPillar(t, { zoom: 1, ahead: 0.006 * t, breath: 0.08 })));
    const truth = 2 / (1 - 2 * 0.006 * 24) - 1 / (1 - 0.006 * 24);
    expect(stepAt(stepped.at(-1)!)).to.be.within(1.15, truth + 0.1);
  });

  it('keeps depth still through a fade, a flash and black, and finds the scene again', () => {
    const lit = (gain: number, offset = 0): Uint8Array => Uint8Array.from(still, (luma) => Math.min(255, gain * luma + offset));
    const clear = Array.from({ length: 10 }, (_, t) => frameOf(scene(t, { breath: 0.05 })));
    const garbage = (t: number): Grid =>
      makeGrid(
        WIDTH,
        HEIGHT,
        Float32Array.from(still, (_, i) => Math.sin(i * 0.7 + t)),
      );
    const clip = [
      ...clear,
      ...Array.from({ length: 8 }, (_, t) => frameOf(scene(t, { breath: 0.05 }), { luma: lit(1 - t / 9) })),
      ...Array.from({ length: 5 }, (_, t) => frameOf(garbage(t), { luma: lit(0), blind: true })),
      ...Array.from({ length: 8 }, (_, t) => frameOf(scene(t, { breath: 0.05 }), { luma: lit((t + 2) / 9) })),
      ...[frameOf(scene(3, { breath: 0.05 }), { luma: lit(1.2, 60) })],
      ...clear,
    ];
    const truth = unpackMap(run(clear).at(-1)!.depth).values;
    for (const { depth } of run(clip).slice(10)) {
      const error = unpackMap(depth).values.reduce((total, value, i) => total + Math.abs(value - truth[i]!), 0) / truth.length;
      expect(error).to.be.below(0.02);
    }
  });

  it('begins anew with the first picture of a shot that starts in black', () => {
    const black = frameOf(
      makeGrid(
        WIDTH,
        HEIGHT,
        Float32Array.from(still, (_, i) => 9 * Math.sin(i)),
      ),
      { luma: new Uint8Array(WIDTH * HEIGHT), blind: true },
    );
    const states = run([black, black, ...breathing.slice(0, 3)]);
    expect(states[1]!.blind).to.equal(true);
    expect(states[2]!.depth).to.deep.equal(breathing[0]!.depth);
  });

  it('takes no part of its fit from letterbox bars', () => {
    const bars = { top: 5, bottom: 5, left: 0, right: 0 };
    const boxed = (t: number): RawDepth => {
      const inBar = (i: number): boolean => i < 5 * WIDTH || i >= (HEIGHT - 5) * WIDTH;
      const values = scene(t, { breath: 0.1 }).values.map((value, i) => (inBar(i) ? 3 + Math.sin(t) : value));
      return frameOf(makeGrid(WIDTH, HEIGHT, values), { luma: Uint8Array.from(still, (luma, i) => (inBar(i) ? 0 : luma)), bars });
    };
    const inside = (state: StabiliserState): Float32Array => unpackMap(state.depth).values.slice(6 * WIDTH, (HEIGHT - 6) * WIDTH);
    const states = run(Array.from({ length: 30 }, (_, t) => boxed(t)));
    const step =
      inside(states[29]!).reduce((total, value, i) => total + Math.abs(value - inside(states[28]!)[i]!), 0) / inside(states[29]!).length;
    expect(step).to.be.below(0.004);
  });

  it('passes the first frame of a shot unchanged, whatever came before', () => {
    const other = makeGrid(
      WIDTH,
      HEIGHT,
      scene(3, {}).values.map((value) => 5 - 2 * value),
    );
    const states = run([...breathing.slice(0, 5), frameOf(other, { cut: true })]);
    unpackMap(states[5]!.depth).values.forEach((value, i) => expect(value).to.be.closeTo(other.values[i]!, 1e-4));
  });

  it('lets what moves be where it is: no ghost of the old place stays', () => {
    const at = (t: number): RawDepth => {
      const inside = (i: number): boolean => i % WIDTH >= 4 + 3 * t && i % WIDTH < 16 + 3 * t;
      return frameOf(
        makeGrid(
          WIDTH,
          HEIGHT,
          Float32Array.from(still, (_, i) => (inside(i) ? 0.9 : 0.2)),
        ),
        { luma: Uint8Array.from(still, (luma, i) => (inside(i) ? 250 : luma)) },
      );
    };
    const clip = Array.from({ length: 14 }, (_, t) => at(t));
    const last = unpackMap(run(clip).at(-1)!.depth).values;
    const truth = unpackMap(clip.at(-1)!.depth).values;
    const wrong = last.filter((value, i) => Math.abs(value - truth[i]!) > 0.1).length;
    expect(wrong / last.length).to.be.below(0.03);
  });

  it('goes on from a kept state to the same bits', () => {
    const whole = run(breathing.slice(0, 20));
    const rest = run(breathing.slice(9, 20), structuredClone(whole[8]));
    expect(rest.at(-1)).to.deep.equal(whole.at(-1));
  });
});
