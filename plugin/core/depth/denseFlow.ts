/** Where each pixel of a picture was in the one before: pixel (x, y) now was at (x + dx, y + dy). Planes are height × width. */
export interface FlowField {
  readonly width: number;
  readonly height: number;
  readonly dx: Float32Array;
  readonly dy: Float32Array;
}

export interface LumaPlane {
  readonly width: number;
  readonly height: number;
  /** height × width, row-major, 0..255. */
  readonly values: Float32Array;
}

/** Side of a matched patch and distance between patches, pixels; descent steps per level; smallest side of a pyramid level (all chosen). */
const PATCH = 8;
const STRIDE = 4;
const STEPS = 5;
export const SMALLEST = 20;
/** Weight of a patch falls with its residual, in luma. */
const RESIDUAL_SCALE = 4;
/** Regularises the patch's normal equations, so that flat patches stay where they are. */
const DAMPING = 40;

/**
 * Dense flow from small patches: inverse search on a pyramid, then each pixel takes the mean of the patches over it, weighted by how well
 * they fit (Kroeger et al. 2016, arXiv 1603.03590, without the variational step). Cost: about 12 passes over the pixels.
 */
export function denseFlow(before: LumaPlane, now: LumaPlane): FlowField {
  const levels: (readonly [LumaPlane, LumaPlane])[] = [[before, now]];
  while (Math.min(levels[0]![0].width, levels[0]![0].height) >= 2 * SMALLEST) levels.unshift([halved(levels[0]![0]), halved(levels[0]![1])]);
  let flow: FlowField | undefined;
  for (const [older, newer] of levels) flow = refineLevel(older, newer, flow);
  return flow!;
}

function halved({ width, height, values }: LumaPlane): LumaPlane {
  const half = { width: width >> 1, height: height >> 1, values: new Float32Array((width >> 1) * (height >> 1)) };
  for (let y = 0, at = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const from = 2 * y * width + 2 * x;
      half.values[at++] = (values[from]! + values[from + 1]! + values[from + width]! + values[from + width + 1]!) / 4;
    }
  }
  return half;
}

function refineLevel(before: LumaPlane, now: LumaPlane, coarse: FlowField | undefined): FlowField {
  const { width, height } = now;
  const sumX = new Float32Array(width * height);
  const sumY = new Float32Array(width * height);
  const sumWeight = new Float32Array(width * height);
  const patch = new PatchSearch(before, now);
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      const left = Math.max(0, Math.min(x, width - PATCH));
      const top = Math.max(0, Math.min(y, height - PATCH));
      patch.place(left, top);
      const start = coarse ? coarseIndex(coarse, left + PATCH / 2, top + PATCH / 2) : -1;
      patch.descend(start < 0 ? 0 : 2 * coarse!.dx[start]!, start < 0 ? 0 : 2 * coarse!.dy[start]!);
      const weight = 1 / (1 + (patch.residual / RESIDUAL_SCALE) ** 2);
      for (let v = top; v < Math.min(height, top + PATCH); v++) {
        for (let u = left; u < Math.min(width, left + PATCH); u++) {
          const at = v * width + u;
          sumX[at] = sumX[at]! + weight * patch.dx;
          sumY[at] = sumY[at]! + weight * patch.dy;
          sumWeight[at] = sumWeight[at]! + weight;
        }
      }
    }
  }
  for (let i = 0; i < sumX.length; i++) {
    sumX[i] = sumX[i]! / sumWeight[i]!;
    sumY[i] = sumY[i]! / sumWeight[i]!;
  }
  return { width, height, dx: sumX, dy: sumY };
}

function coarseIndex({ width, height }: FlowField, x: number, y: number): number {
  return Math.min(height - 1, y >> 1) * width + Math.min(width - 1, x >> 1);
}

/** Gauss–Newton search for one patch: gradients are those of the patch in the new picture, so they are found once per patch. */
class PatchSearch {
  dx = 0;
  dy = 0;
  /** Mean luma difference that is left. */
  residual = 0;
  #left = 0;
  #top = 0;
  #xx = 0;
  #xy = 0;
  #yy = 0;
  #bx = 0;
  #by = 0;
  readonly #gradientX = new Float32Array(PATCH * PATCH);
  readonly #gradientY = new Float32Array(PATCH * PATCH);

  constructor(
    readonly before: LumaPlane,
    readonly now: LumaPlane,
  ) {}

  place(left: number, top: number): void {
    const { width, height, values } = this.now;
    this.#left = left;
    this.#top = top;
    let xx = DAMPING;
    let xy = 0;
    let yy = DAMPING;
    for (let v = 0, i = 0; v < PATCH; v++) {
      const y = Math.min(height - 1, top + v);
      const up = Math.max(0, y - 1) * width;
      const down = Math.min(height - 1, y + 1) * width;
      for (let u = 0; u < PATCH; u++, i++) {
        const x = Math.min(width - 1, left + u);
        const gx = (values[y * width + Math.min(width - 1, x + 1)]! - values[y * width + Math.max(0, x - 1)]!) / 2;
        const gy = (values[down + x]! - values[up + x]!) / 2;
        this.#gradientX[i] = gx;
        this.#gradientY[i] = gy;
        xx += gx * gx;
        xy += gx * gy;
        yy += gy * gy;
      }
    }
    this.#xx = xx;
    this.#xy = xy;
    this.#yy = yy;
  }

  descend(startX: number, startY: number): void {
    this.dx = startX;
    this.dy = startY;
    const determinant = this.#xx * this.#yy - this.#xy * this.#xy;
    let settled = false;
    for (let step = 0; step < STEPS && !settled; step++) {
      this.#compare();
      const moveX = (this.#yy * this.#bx - this.#xy * this.#by) / determinant;
      const moveY = (this.#xx * this.#by - this.#xy * this.#bx) / determinant;
      this.dx -= moveX;
      this.dy -= moveY;
      settled = moveX * moveX + moveY * moveY < 1e-3;
    }
    // A patch that ran farther than its own size has lost its object.
    const lost = Math.hypot(this.dx - startX, this.dy - startY) > PATCH;
    if (lost) {
      this.dx = startX;
      this.dy = startY;
    }
    // After a step that small the comparison before it still holds.
    if (lost || !settled) this.#compare();
  }

  /** Finds the gradient-weighted differences at the present place, and the residual. */
  #compare(): void {
    const left = Math.floor(this.#left + this.dx);
    const top = Math.floor(this.#top + this.dy);
    const { width, height } = this.now;
    const inside = left >= 0 && top >= 0 && left + PATCH < width && top + PATCH < height && this.#left + PATCH <= width && this.#top + PATCH <= height;
    if (inside) this.#compareInside(left, top);
    else this.#compareAtBorder();
  }

  /** The patch is only shifted, so all its pixels share the four weights of one bilinear sample: the hot loop of the search. */
  #compareInside(left: number, top: number): void {
    const { width, values } = this.now;
    const old = this.before.values;
    const u = this.#left + this.dx - left;
    const v = this.#top + this.dy - top;
    const w = (1 - u) * (1 - v);
    const w1 = u * (1 - v);
    const w2 = (1 - u) * v;
    const w3 = u * v;
    const gradientX = this.#gradientX;
    const gradientY = this.#gradientY;
    let bx = 0;
    let by = 0;
    let total = 0;
    for (let row = 0, i = 0; row < PATCH; row++) {
      let at = (top + row) * width + left;
      let here = (this.#top + row) * width + this.#left;
      for (let end = i + PATCH; i < end; i++, at++, here++) {
        const difference = w * old[at]! + w1 * old[at + 1]! + w2 * old[at + width]! + w3 * old[at + width + 1]! - values[here]!;
        bx += gradientX[i]! * difference;
        by += gradientY[i]! * difference;
        total += difference < 0 ? -difference : difference;
      }
    }
    this.residual = total / (PATCH * PATCH);
    this.#bx = bx;
    this.#by = by;
  }

  #compareAtBorder(): void {
    const { width, height, values } = this.now;
    let bx = 0;
    let by = 0;
    let total = 0;
    for (let v = 0, i = 0; v < PATCH; v++) {
      const y = Math.min(height - 1, this.#top + v);
      for (let u = 0; u < PATCH; u++, i++) {
        const x = Math.min(width - 1, this.#left + u);
        const difference = sampleAt(this.before, x + this.dx, y + this.dy) - values[y * width + x]!;
        bx += this.#gradientX[i]! * difference;
        by += this.#gradientY[i]! * difference;
        total += Math.abs(difference);
      }
    }
    this.residual = total / (PATCH * PATCH);
    this.#bx = bx;
    this.#by = by;
  }
}

/** Bilinear sample, the border repeated. */
function sampleAt({ width, height, values }: LumaPlane, x: number, y: number): number {
  const cx = Math.min(width - 1, Math.max(0, x));
  const cy = Math.min(height - 1, Math.max(0, y));
  const left = Math.min(width - 2, cx | 0);
  const top = Math.min(height - 2, cy | 0);
  if (left < 0 || top < 0) return values[Math.round(cy) * width + Math.round(cx)]!;
  const at = top * width + left;
  const u = cx - left;
  const upper = values[at]! + u * (values[at + 1]! - values[at]!);
  const lower = values[at + width]! + u * (values[at + width + 1]! - values[at + width]!);
  return upper + (cy - top) * (lower - upper);
}
