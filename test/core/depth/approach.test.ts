import { expect } from 'chai';
import { approachOf, type Approach } from '#core/depth/approach';
import type { FlowField } from '#core/depth/denseFlow';

const [WIDTH, HEIGHT] = [96, 54];
const FOCAL = 1.2;

interface Camera {
  /** Step to the right and ahead, in units of the depth. */
  readonly side?: number;
  readonly ahead?: number;
  /** Turn about the vertical axis, radians. */
  readonly turn?: number;
  /** Growth of the focal length, its share. */
  readonly zoom?: number;
}

interface Network {
  readonly scale?: number;
  readonly shift?: number;
  /** Share of the picture that moves by itself, per cent, and grain of movement (pixels) and of depth (of its unit). */
  readonly astray?: number;
  readonly shake?: number;
  readonly grain?: number;
}

/** Inverse depth of a floor with boxes on it, by the place in half widths from the middle. */
function inverseDepth(x: number, y: number): number {
  const box = Math.abs(x + 0.3) < 0.2 && Math.abs(y) < 0.35 ? 0.9 : 0;
  return Math.max(0.1 + 0.8 * Math.max(0, y), box);
}

/** Repeatable numbers of −1..1. */
function noise(n: number): number {
  const value = Math.sin(n * 12.9898) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/** What a moving camera sees: the exact movement of each place back to the frame before, and depth as a network gives it, affine. */
function seen({ side = 0, ahead = 0, turn = 0, zoom = 0 }: Camera, { scale = 1, shift = 0, astray = 0, shake = 0, grain = 0 }: Network = {}): { readonly flow: FlowField; readonly previous: Float32Array } {
  const flow = { width: WIDTH, height: HEIGHT, dx: new Float32Array(WIDTH * HEIGHT), dy: new Float32Array(WIDTH * HEIGHT) };
  const previous = new Float32Array(WIDTH * HEIGHT);
  for (let row = 0, i = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++, i++) {
      const [x, y] = [(2 * column + 1) / WIDTH - 1, (2 * row + 1 - HEIGHT) / WIDTH];
      const near = inverseDepth(x, y);
      const moves = i % 100 < astray ? 4 : 0;
      flow.dx[i] = (WIDTH / 2) * (FOCAL * side * near - ahead * x * near + turn * (FOCAL + (x * x) / FOCAL) - zoom * x) + moves + shake * noise(2 * i);
      flow.dy[i] = (WIDTH / 2) * (-ahead * y * near + (turn * x * y) / FOCAL - zoom * y) - moves + shake * noise(2 * i + 1);
      previous[i] = scale * (near + grain * noise(i + 0.5)) + shift;
    }
  }
  return { flow, previous };
}

const textured = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => 128 + 60 * noise(i));

function approach(camera: Camera, network: Network = {}, { stillness = 1, luma = textured } = {}): Approach {
  const { flow, previous } = seen(camera, network);
  const sighting = { width: WIDTH, height: HEIGHT, previous, stillness: new Float32Array(previous.length).fill(stillness), luma: { width: WIDTH, height: HEIGHT, values: luma } };
  return approachOf(sighting, flow);
}

const growthOf = (camera: Camera, network: Network = {}): number => approach(camera, network).growth;

const meanNear = seen({}).previous.reduce((a, b) => a + b, 0) / (WIDTH * HEIGHT);

describe('approachOf', () => {
  it('tells how fast a camera comes nearer, ahead and back, whatever scale and shift the network gives', () => {
    for (const ahead of [0.02, 0.005, -0.01]) {
      for (const network of [{}, { scale: 3, shift: -0.2 }, { scale: 0.2, shift: 1 }]) expect(growthOf({ ahead }, network)).to.be.closeTo(ahead * meanNear, 0.05 * Math.abs(ahead * meanNear));
    }
  });

  it('takes neither a step aside nor a turn for an approach, alone or beside one', () => {
    for (const camera of [{ side: 0.05 }, { turn: 0.03 }, { side: -0.04, turn: 0.02 }]) {
      expect(growthOf(camera)).to.be.closeTo(0, 1e-4);
      expect(growthOf({ ...camera, ahead: 0.01 })).to.be.closeTo(0.01 * meanNear, 1e-4);
    }
  });

  it('is not led astray by a quarter of the picture that moves by itself', () => {
    expect(growthOf({ ahead: 0.01, side: 0.02 }, { astray: 25 })).to.be.closeTo(0.01 * meanNear, 4e-4);
  });

  it('says nothing of a still picture, of one that was not found again, and keeps within its bounds', () => {
    expect(growthOf({})).to.be.closeTo(0, 1e-9);
    expect(approach({ ahead: 0.02 }, {}, { stillness: 0 })).to.deep.equal({ growth: 0, far: 0 });
    expect(growthOf({ ahead: 0.9 })).to.equal(0.03);
    expect(Number.isFinite(growthOf({ ahead: 0.01 }, { scale: 0, shift: 0.5 }))).to.equal(true);
  });

  it('holds still what is far', () => {
    expect(approach({ ahead: 0.01 }).far).to.be.closeTo(0.1, 1e-6);
  });

  it('takes no zoom for a step, with turns beside it, with grain in flow and depth; the same grain hides no step', () => {
    for (const grain of [{}, { shake: 0.1, grain: 0.05 }, { shake: 0.25, grain: 0.1 }]) {
      for (const zoom of [0.02, 0.01, -0.015]) {
        for (const turn of [0, 0.02]) expect(growthOf({ zoom, turn }, grain), JSON.stringify({ zoom, turn, grain })).to.be.closeTo(0, 0.15 * Math.abs(zoom));
      }
      for (const ahead of [0.04, 0.02, -0.03]) expect(growthOf({ ahead, turn: 0.01 }, grain), JSON.stringify({ ahead, grain })).to.be.closeTo(ahead * meanNear, 0.2 * Math.abs(ahead * meanNear));
    }
  });

  it('believes nothing of the movement of a plain picture, nor along stripes', () => {
    const stripes = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i % 4 < 2 ? 60 : 200));
    for (const luma of [new Uint8Array(WIDTH * HEIGHT).fill(90), stripes]) expect(approach({ ahead: 0.02 }, {}, { luma }).growth).to.equal(0);
  });
});
