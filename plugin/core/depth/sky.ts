/** Below this a pixel is not sky, and fewer others than this say nothing of how far things go (Depth Anything 3, model/dpt.py and da3.py). */
const SKY = 0.3;
const LEAST_GROUND = 10;
const FAR_SHARE = 0.99;

/**
 * Sets the sky as far as the farthest things: depth (far = larger) where the network says sky becomes the 0.99 quantile of the rest, as
 * Depth Anything 3 does. Works in place.
 */
export function fillSky(depth: Float32Array, sky: Float32Array): Float32Array {
  const ground = depth.filter((_, i) => sky[i]! < SKY);
  if (ground.length <= LEAST_GROUND || ground.length === depth.length) return depth;
  const far = ground.sort()[Math.round(FAR_SHARE * (ground.length - 1))]!;
  for (let i = 0; i < depth.length; i++) if (sky[i]! >= SKY) depth[i] = far;
  return depth;
}
