import { expect } from 'chai';
import { preprocess, networkSize } from '#core/depth/preprocess';
import { fillSky } from '#core/depth/sky';
import type { ModelInput } from '#contracts/modelManifest';

/**
 * Values that OpenCV 4.6 and PyTorch 1.13 gave for this picture, by the steps of each family's reference code, at four places (row, column):
 * `cv2.resize` on floats for MiDaS and Depth Anything, `F.interpolate` for ZoeDepth and Depth Pro, two resizes of bytes for Depth Anything 3,
 * resize and `copyMakeBorder` for Metric3D. Nothing of them was computed by this project's code.
 */
const width = 37;
const height = 23;
const picture = {
  width, height, channels: 3 as const,
  pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3];
    return c === 0 ? (x * 37 + y * 101) % 256 : c === 1 ? (x * 53 + y * 29 + 90) % 256 : (x * 11 + y * 71 + 30) % 256;
  }),
};
const places = [[0, 0], [5, 7], [11, 3], [13, 20]] as const;

const base: ModelInput = { layout: 'NCHW', channels: 'RGB', range: 1, mean: [0, 0, 0], std: [1, 1, 1], multipleOf: 14, nominal: [28, 14], policy: 'stretch', interpolation: 'cubic' };
const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;
const half = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;

const rows: readonly (readonly [string, ModelInput, readonly (readonly [number, number, number])[]])[] = [
  ['cubic, growing, ImageNet (Depth Anything)', { ...base, ...imageNet, nominal: [42, 28] }, [[-2.238984, -0.52492, -1.357868], [-0.023346, -2.02165, 0.418199], [2.410593, 2.557392, 1.424329], [1.789161, -1.800307, 2.251018]]],
  ['cubic, shrinking, half (DPT)', { ...base, ...half }, [[-0.768893, -0.186861, -0.61535], [0.775508, -0.556086, -0.440371], [-0.083711, -0.380953, -0.17232], [-0.313019, -0.411043, -0.520954]]],
  ['bilinear with corners, half (ZoeDepth)', { ...base, ...half, interpolation: 'bilinearCorners' }, [[-1, -0.294118, -0.764706], [0.37999, -0.513323, -0.189945], [-0.383409, -0.420814, -0.092609], [0.071896, -0.267974, -0.267974]]],
  ['bilinear, half (Depth Pro)', { ...base, ...half, interpolation: 'bilinear' }, [[-0.698739, -0.154202, -0.571849], [0.461205, -0.464286, -0.290897], [-0.076611, -0.419468, -0.205742], [-0.205182, -0.373249, -0.453641]]],
  ['box averages', { ...base, interpolation: 'area' }, [[0.190281, 0.447999, 0.237091], [0.728218, 0.270782, 0.365628], [0.457321, 0.308375, 0.411571], [0.366581, 0.300915, 0.252787]]],
  ['two steps, shrinking (Depth Anything 3)', { ...base, ...imageNet, policy: 'longest', nominal: [28, 28], interpolation: 'areaOrCubic' }, [[-1.124668, 0.012605, -0.636688], [0.639181, -0.757703, 0.060479], [-0.268431, -0.670168, -0.009237], [-0.268431, -0.740196, -0.375251]]],
  ['two steps, growing (Depth Anything 3)', { ...base, ...imageNet, policy: 'longest', nominal: [56, 56], interpolation: 'areaOrCubic' }, [[-2.117904, -0.60014, -1.438431], [1.0673, 0.467787, 0.409063], [0.348061, -0.390056, 2.099695], [0.639181, 1.535714, 0.792505]]],
  ['padded, 0..255 (Metric3D)', { ...base, range: 255, policy: 'pad', nominal: [42, 28], interpolation: 'bilinear' }, [[123.675, 116.28, 103.53], [65.521973, 121.302207, 88.313182], [215.217961, 225.782051, 170.397445], [180.029353, 46.827884, 204.750939]]],
];

describe('preprocess against other programs', () => {
  for (const [name, input, expected] of rows) {
    it(name, () => {
      const size = networkSize(picture, input);
      const tensor = preprocess(picture, input, size);
      places.forEach(([row, column], at) => {
        for (let c = 0; c < 3; c++) {
          const value = tensor[c * size.width * size.height + row * size.width + column]!;
          // One step of a byte where the reference works on bytes.
          const tolerance = input.interpolation === 'areaOrCubic' ? 1.01 / 255 / input.std[c]! : 1e-4 * input.range;
          expect(value, `${row},${column},${c}`).to.be.closeTo(expected[at]![c]!, tolerance);
        }
      });
    });
  }

  it('shrinks the nominal size for wide pictures as Video Depth Anything does', () => {
    // 2.39:1: int(518 × 1.777 / 2.39) = 385; 385 / 14 = 27.5 → 28 (even) → 392 high; 392 × 2.39 = 936.9 → 67 × 14.
    const input = { policy: 'lower', nominal: [518, 518], multipleOf: 14, widest: 1.78 } as const;
    expect(networkSize({ width: 2390, height: 1000 }, input)).to.deep.equal({ width: 938, height: 392 });
    expect(networkSize({ width: 1920, height: 1080 }, input)).to.deep.equal({ width: 924, height: 518 });
  });
});

describe('fillSky', () => {
  it('sets the sky as far as the 0.99 quantile of the rest, and leaves a picture of sky alone', () => {
    const depth = Float32Array.from({ length: 201 }, (_, i) => i);
    const sky = Float32Array.from({ length: 201 }, (_, i) => (i > 100 ? 0.9 : 0.1));
    const filled = fillSky(Float32Array.from(depth), sky);
    expect(filled[50]).to.equal(50);
    for (const i of [101, 150, 200]) expect(filled[i]).to.equal(99);
    expect(fillSky(Float32Array.from(depth), sky.map(() => 1))).to.deep.equal(depth);
  });
});
