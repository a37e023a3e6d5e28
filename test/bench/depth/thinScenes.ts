import type { Picture } from '#core/depth/grid';
import { latticeValue } from '#core/random/seeded';

/** A made picture with its exact depth. Planes are height × width. */
export interface ThinScene {
  readonly name: string;
  readonly picture: Picture;
  /** Disparity, near = larger, 0 infinitely far. */
  readonly truth: Float32Array;
  /** Width in pixels of the thin thing that a pixel shows; 0 elsewhere. */
  readonly thin: Uint8Array;
}

type Colour = readonly [number, number, number];
type Point = readonly [number, number];

/** Things are drawn over one another, the farthest first. Lengths are pixels of a picture 3840 wide, also in smaller ones. */
class Canvas {
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly truth: Float32Array;
  readonly thin: Uint8Array;
  readonly scale: number;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.scale = width / 3840;
    this.pixels = new Uint8Array(3 * width * height);
    this.truth = new Float32Array(width * height);
    this.thin = new Uint8Array(width * height);
  }

  /** Every pixel anew: `look` gives disparity and colour of a place, x and y in pixels of a picture 3840 wide. */
  fill(look: (x: number, y: number) => { readonly depth: number; readonly colour: Colour } | undefined): void {
    for (let y = 0, i = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++, i++) {
        const found = look((x + 0.5) / this.scale, (y + 0.5) / this.scale);
        if (!found) continue;
        this.truth[i] = found.depth;
        for (let c = 0; c < 3; c++) this.pixels[3 * i + c] = found.colour[c]!;
      }
    }
  }

  /** A round bar from one point to another, thinner towards its end, shaded across, with soft borders; its depth is that of the nearest surface. */
  bar(from: Point, to: Point, { widths, depth, colour }: { readonly widths: readonly [number, number]; readonly depth: number; readonly colour: Colour }): void {
    const [x0, y0, x1, y1] = [from[0] * this.scale, from[1] * this.scale, to[0] * this.scale, to[1] * this.scale];
    const [w0, w1] = [(widths[0] * this.scale) / 2, (widths[1] * this.scale) / 2];
    const reach = Math.max(w0, w1) + 1;
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [left, right] = [Math.max(0, Math.floor(Math.min(x0, x1) - reach)), Math.min(this.width - 1, Math.ceil(Math.max(x0, x1) + reach))];
    for (let y = Math.max(0, Math.floor(Math.min(y0, y1) - reach)); y <= Math.min(this.height - 1, Math.ceil(Math.max(y0, y1) + reach)); y++) {
      for (let x = left; x <= right; x++) {
        const along = Math.min(1, Math.max(0, ((x + 0.5 - x0) * (x1 - x0) + (y + 0.5 - y0) * (y1 - y0)) / length ** 2));
        const aside = ((x + 0.5 - x0) * (y1 - y0) - (y + 0.5 - y0) * (x1 - x0)) / length;
        const half = w0 + along * (w1 - w0);
        const away = Math.hypot(x + 0.5 - x0 - along * (x1 - x0), y + 0.5 - y0 - along * (y1 - y0));
        this.#lay(y * this.width + x, { cover: half + 0.5 - away, width: (2 * half) / this.scale, depth, colour: shaded(colour, 0.75 + (0.35 * aside) / Math.max(1, half)) });
      }
    }
  }

  #lay(at: number, { cover, width, depth, colour }: { readonly cover: number; readonly width: number; readonly depth: number; readonly colour: Colour }): void {
    const share = Math.min(1, Math.max(0, cover));
    if (share === 0) return;
    for (let c = 0; c < 3; c++) this.pixels[3 * at + c] = this.pixels[3 * at + c]! * (1 - share) + colour[c]! * share;
    if (share < 0.5) return;
    this.truth[at] = depth;
    this.thin[at] = width <= 40 ? Math.max(1, Math.round(width)) : 0;
  }

  /** A sensor's grain. */
  scene(name: string): ThinScene {
    for (let i = 0; i < this.pixels.length; i++) this.pixels[i] = Math.min(255, Math.max(0, this.pixels[i]! + 4 * latticeValue(i, 77)));
    return { name, picture: { width: this.width, height: this.height, channels: 3, pixels: this.pixels }, truth: this.truth, thin: this.thin };
  }
}

const shaded = ([r, g, b]: Colour, light: number): Colour => [Math.min(255, r * light), Math.min(255, g * light), Math.min(255, b * light)];

const eased = (t: number): number => t * t * (3 - 2 * t);

/** Side of the table of noise, which repeats, and of its largest lumps. */
const [TABLE, LUMP] = [1024, 128];

/** Soft noise of several sizes, each a half of the one before. */
const table = ((): Float32Array => {
  const values = new Float32Array(TABLE * TABLE);
  for (let lump = LUMP, k = 0; lump >= 2; lump /= 2, k++) {
    const cells = TABLE / lump;
    const at = (column: number, row: number): number => latticeValue((column % cells) + cells * (row % cells), 100 + k) / 2 ** k;
    for (let i = 0; i < values.length; i++) {
      const [x, y] = [(i % TABLE) / lump, Math.floor(i / TABLE) / lump];
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const [u, v] = [eased(x - column), eased(y - row)];
      values[i] = values[i]! + (1 - v) * ((1 - u) * at(column, row) + u * at(column + 1, row)) + v * ((1 - u) * at(column, row + 1) + u * at(column + 1, row + 1));
    }
  }
  return values;
})();

/** Noise in about -1..1 whose largest lumps have `size` pixels. */
function noise(x: number, y: number, size: number, seed: number): number {
  const across = ((x * LUMP) / size + 331 * seed) % TABLE;
  const down = ((y * LUMP) / size + 173 * seed) % TABLE;
  const column = Math.floor(across + TABLE) % TABLE;
  const row = Math.floor(down + TABLE) % TABLE;
  const [u, v] = [across - Math.floor(across), down - Math.floor(down)];
  const [right, below] = [(column + 1) % TABLE, ((row + 1) % TABLE) * TABLE];
  const above = row * TABLE;
  return (1 - v) * ((1 - u) * table[above + column]! + u * table[above + right]!) + v * ((1 - u) * table[below + column]! + u * table[below + right]!);
}

/** Sky, hills, a paved ground that runs to the horizon, and a house or two. */
function landscape(canvas: Canvas, seed: number): void {
  const horizon = (1000 + 60 * latticeValue(seed, 5)) / 1;
  canvas.fill((x, y) => {
    const cloud = 0.5 + 0.5 * noise(x, y, 900, seed);
    return { depth: 0, colour: [140 + 70 * cloud, 175 + 45 * cloud, 225 + 20 * cloud] };
  });
  canvas.fill((x, y) => {
    const ridge = horizon - 170 - 120 * noise(x, 0, 1400, seed + 9);
    if (y < ridge) return undefined;
    const leaf = 0.6 + 0.4 * noise(x, y, 60, seed + 3);
    return { depth: 0.03, colour: [70 * leaf, 105 * leaf, 80 * leaf] };
  });
  canvas.fill((x, y) => {
    if (y < horizon) return undefined;
    const depth = 0.03 + (0.62 * (y - horizon)) / (2160 - horizon);
    const [across, ahead] = [(x - 1920) / (y - horizon + 30), 900 / (y - horizon + 30)];
    const stone = Math.abs((across * 6) % 1) < 0.05 || Math.abs((ahead * 6) % 1) < 0.05 ? 0.75 : 1;
    const light = stone * (0.85 + 0.15 * noise(across * 400, ahead * 400, 120, seed + 21));
    return { depth, colour: [150 * light, 140 * light, 128 * light] };
  });
  for (let k = 0; k < 2; k++) house(canvas, { left: k === 0 ? 250 : 2500, width: 900 + 200 * latticeValue(seed, 40 + k), foot: horizon + 130 + 60 * k, tall: 620 + 150 * latticeValue(seed, 50 + k), seed: seed + k });
}

interface House {
  readonly left: number;
  readonly width: number;
  readonly foot: number;
  readonly tall: number;
  readonly seed: number;
}

function house(canvas: Canvas, { left, width, foot, tall, seed }: House): void {
  canvas.fill((x, y) => {
    if (x < left || x > left + width || y > foot || y < foot - tall) return undefined;
    const [u, v] = [((x - left) % 220) / 220, ((y - foot + 2 * tall) % 240) / 240];
    const isWindow = u > 0.3 && u < 0.7 && v > 0.25 && v < 0.75;
    const light = 0.85 + 0.15 * noise(x, y, 80, seed + 31);
    return { depth: 0.1, colour: isWindow ? [60, 70, 85] : [190 * light, 150 * light, 120 * light] };
  });
}

/** Iron bars in front of a street. */
function railing(canvas: Canvas, seed: number): void {
  const iron: Colour = [52, 55, 60];
  for (let x = 30; x < 3840; x += 62) canvas.bar([x, 820 + 4 * latticeValue(x, seed)], [x, 1900], { widths: [14, 14], depth: 0.55, colour: iron });
  for (const y of [850, 1800]) canvas.bar([-20, y], [3860, y], { widths: [34, 34], depth: 0.56, colour: iron });
  for (let x = 200; x < 3840; x += 1150) canvas.bar([x, 760], [x, 1980], { widths: [70, 70], depth: 0.58, colour: iron });
}

/** Wires between poles, hanging, against sky and houses. */
function wires(canvas: Canvas, seed: number): void {
  for (const [x, depth] of [[520, 0.2], [3150, 0.3]] as const) {
    canvas.bar([x, 150], [x, 1500 + 1200 * (depth - 0.2)], { widths: [60, 76], depth, colour: [110, 85, 62] });
    canvas.bar([x - 240, 250], [x + 240, 250], { widths: [36, 36], depth, colour: [110, 85, 62] });
  }
  for (let k = 0; k < 6; k++) {
    const [sag, top] = [160 + 60 * latticeValue(k, seed), 230 + (k % 3) * 24];
    for (let s = 0; s < 48; s++) {
      const at = (t: number): Point => [-200 + 4300 * t, top + 90 * k * t + 4 * sag * t * (1 - t)];
      canvas.bar(at(s / 48), at((s + 1) / 48), { widths: [5 + k, 5 + k], depth: 0.2 + (0.12 * s) / 48, colour: [38, 38, 42] });
    }
  }
}

/** A bare tree near the camera, down to twigs. */
function branches(canvas: Canvas, seed: number): void {
  let count = 0;
  const grow = (from: Point, angle: number, length: number, width: number): void => {
    const to: Point = [from[0] + length * Math.cos(angle), from[1] - length * Math.sin(angle)];
    canvas.bar(from, to, { widths: [width, width * 0.7], depth: 0.5 + 0.05 * latticeValue(count, seed + 1), colour: [92, 72, 54] });
    if (width < 4) return;
    for (const side of [-1, 1]) grow(to, angle + side * (0.32 + 0.16 * latticeValue(count++, seed)), length * 0.8, width * 0.66);
  };
  grow([1150, 2200], 1.45, 620, 110);
  grow([2750, 2200], 1.75, 560, 90);
}

const kinds = { railing, wires, branches } as const;
const names = Object.keys(kinds) as (keyof typeof kinds)[];

/** Scenes whose thin things a network sees at a fraction of their size, or not at all. */
export function* thinScenes(width: number, height: number, wanted = names): Generator<ThinScene> {
  for (const [i, name] of names.entries()) {
    if (!wanted.includes(name)) continue;
    const canvas = new Canvas(width, height);
    landscape(canvas, 11 + 100 * i);
    kinds[name](canvas, 11 + 100 * i);
    yield canvas.scene(name);
  }
}
