import { expect } from 'chai';
import { denseFlow, type LumaPlane } from '#core/depth/denseFlow';

const [WIDTH, HEIGHT] = [160, 90];

/** A smooth texture, looked at through a window that lies at (x, y) and is magnified by `zoom`. */
function view(x: number, y: number, zoom = 1): LumaPlane {
  const values = new Float32Array(WIDTH * HEIGHT);
  for (let v = 0; v < HEIGHT; v++) {
    for (let u = 0; u < WIDTH; u++) {
      const [a, b] = [(u - WIDTH / 2) / zoom + x, (v - HEIGHT / 2) / zoom + y];
      values[v * WIDTH + u] = 120 + 40 * Math.sin(a * 0.31 + 0.5 * Math.sin(b * 0.11)) + 40 * Math.sin(b * 0.27 + a * 0.05) + 20 * Math.sin(a * 0.71 - b * 0.63);
    }
  }
  return { width: WIDTH, height: HEIGHT, values };
}

function medianError(flow: { dx: Float32Array; dy: Float32Array }, truth: (u: number, v: number) => [number, number]): number {
  const errors: number[] = [];
  for (let v = 8; v < HEIGHT - 8; v += 3) for (let u = 12; u < WIDTH - 12; u += 3) errors.push(Math.hypot(flow.dx[v * WIDTH + u]! - truth(u, v)[0], flow.dy[v * WIDTH + u]! - truth(u, v)[1]));
  return errors.sort((a, b) => a - b)[errors.length >> 1]!;
}

describe('denseFlow', () => {
  for (const [x, y] of [[0.5, 0], [3, -2], [-7.3, 4.4]] as const) {
    it(`finds a move of ${x}, ${y} pixels to a tenth`, () => {
      expect(medianError(denseFlow(view(0, 0), view(x, y)), () => [x, y])).to.be.below(0.1);
    });
  }

  it('finds a zoom, where every place moves differently', () => {
    const flow = denseFlow(view(0, 0), view(0, 0, 1.04));
    expect(medianError(flow, (u, v) => [(u - WIDTH / 2) * (1 / 1.04 - 1), (v - HEIGHT / 2) * (1 / 1.04 - 1)])).to.be.below(0.1);
  });

  it('says that a flat picture and an unchanged one stand still', () => {
    const flat = { width: WIDTH, height: HEIGHT, values: new Float32Array(WIDTH * HEIGHT).fill(90) };
    expect(medianError(denseFlow(flat, flat), () => [0, 0])).to.equal(0);
    expect(medianError(denseFlow(view(1, 2), view(1, 2)), () => [0, 0])).to.be.below(1e-3);
  });

  it('takes planes smaller than a patch', () => {
    const dot = { width: 2, height: 3, values: Float32Array.from([1, 2, 3, 4, 5, 6]) };
    expect(denseFlow(dot, dot).dx).to.have.length(6);
  });
});
