import type { FlowField } from './denseFlow.js';

/**
 * A keyframe's depth, followed along the picture's movement: what scale and shift of a long shot are held to. Coarse: a few thousand values
 * settle two numbers. All of it is data. Planes are height × width.
 */
export interface Anchor {
  readonly width: number;
  readonly height: number;
  readonly depth: Float32Array;
  /** How surely a value still lies on the surface that it was taken from, 0..255. */
  readonly trust: Uint8Array;
}

/** Longer side of an anchor (chosen: 5000 pairs fit a scale to a thousandth). */
const LONGEST = 96;
/** Share of the picture that the keyframe has to reach yet: below it a new one is taken. */
const LEAST_REACH = 0.45;

export function anchorSize(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The anchor where its surfaces stand now. `stillness` is per place of the anchor, 0..1: 1 where the picture came back unchanged. */
export function followAnchor({ width, height, depth, trust }: Anchor, flow: FlowField, stillness: Float32Array): Anchor {
  const moved = { width, height, depth: new Float32Array(depth.length), trust: new Uint8Array(depth.length) };
  const [across, down] = [flow.width / width, flow.height / height];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const f = Math.min(flow.height - 1, ((y + 0.5) * down) | 0) * flow.width + Math.min(flow.width - 1, ((x + 0.5) * across) | 0);
      const fromX = x + flow.dx[f]! / across;
      const fromY = y + flow.dy[f]! / down;
      if (fromX < -0.5 || fromY < -0.5 || fromX > width - 0.5 || fromY > height - 0.5) continue;
      const left = Math.min(Math.max(0, width - 2), Math.max(0, Math.floor(fromX)));
      const top = Math.min(Math.max(0, height - 2), Math.max(0, Math.floor(fromY)));
      const [u, v] = [Math.min(1, Math.max(0, fromX - left)), Math.min(1, Math.max(0, fromY - top))];
      const at = top * width + left;
      const [right, below] = [left < width - 1 ? 1 : 0, top < height - 1 ? width : 0];
      moved.depth[i] = (1 - v) * ((1 - u) * depth[at]! + u * depth[at + right]!) + v * ((1 - u) * depth[at + below]! + u * depth[at + below + right]!);
      const nearest = trust[at + (u > 0.5 ? right : 0) + (v > 0.5 ? below : 0)]!;
      // A place that changed for a frame was covered or is not what was taken: it does not come back to full trust.
      moved.trust[i] = nearest * Math.min(1, 0.35 + 0.75 * stillness[i]!);
    }
  }
  return moved;
}

/** Whether too little of the keyframe is left in sight. */
export function isLost({ trust }: Anchor): boolean {
  let sum = 0;
  for (let i = 0; i < trust.length; i++) sum += trust[i]!;
  return sum < LEAST_REACH * 255 * trust.length;
}
