import type { FlowField } from './denseFlow.js';
import { nthSmallest } from './nthSmallest.js';
import { PLACE, rigidMovement, type RigidMovement } from './rigidMovement.js';
import { textureAt, type LumaPicture } from './texture.js';
import type { AlongSamples } from './carryAlong.js';

/** Carried depth of the frame before, and the trust in it, on a coarse grid of `width` × `height`, height × width. */
export interface Sighting extends Pick<AlongSamples, 'previous' | 'stillness'> {
  readonly width: number;
  readonly height: number;
  /** The new picture. */
  readonly luma: LumaPicture;
}

/** Every n-th place of the grid along each side is asked, if it stands still at least so much (chosen: some five hundred places settle nine numbers). */
const STRIDE = 3;
const LEAST_STILLNESS = 0.3;
/** Texture that halves the trust in a place's movement, luma² a pixel (chosen: above what grain has, and what the search for movement is damped by). */
const PLAIN = 4;
/** Places under which nothing is said. */
const LEAST_PLACES = 60;
/** Most that depth grows from one frame to the next (chosen: a camera that runs into what it sees from 40 frames away). */
const MOST_GROWTH = 0.03;
/** Share of the places that lie beyond the depth that counts as far. */
const FAR_SHARE = 0.05;
/**
 * How many times over a step is believed that shows itself by how growth falls with depth (measured: 2.5 holds back steps where noise of the network's depth
 * hides most of it, or the far wall of a closed room grows too, decision 0003).
 */
const LENIENCE = 4;
/** Share of the rest from which depth says nothing about the movement, and up to which it says enough (chosen: zooms leave 0.98 and more). */
const [UNTOLD, TOLD] = [0.97, 0.9];

/** How inverse depth grows as the camera moves towards what it sees: by `growth` (−0.03..0.03) of its distance from `far`, which does not change. */
export interface Approach {
  readonly growth: number;
  readonly far: number;
}

/**
 * What the picture's movement says of the camera's own along its axis (`rigidMovement`). Growth of the picture is the camera's step at the mean depth, or
 * a zoom; as much of it is taken as depth has a part in (`stepShare`). Depth is affine, so what is far, and grows by little, counts as infinitely far. `flow`
 * leads backwards, as in `denseFlow`.
 */
export function approachOf(sighting: Sighting, flow: FlowField): Approach {
  const moments = momentsOf(sighting.previous);
  const places = placesOf(sighting, flow, moments);
  if (places.length < LEAST_PLACES * PLACE) return { growth: 0, far: 0 };
  const far = farDepth(sighting);
  const movement = rigidMovement(places);
  const growth = movement ? movement.growth * stepShare(movement, (far - moments.mean) / moments.spread) : 0;
  return { growth: Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, growth)), far };
}

/**
 * Share of the picture's growth that is a step's, 0..1. A step ahead makes what is near grow more than what is far, and what is infinitely far not at all; a
 * zoom makes all grow alike. Where a shaky walk drowns that, its steps aside still show: depth then tells the movement better than the place alone, of which a zoom
 * and a turn are made. Growth that shows neither is not taken: a step towards a plain wall is lost with the zooms. `far`: spreads from the mean.
 */
function stepShare({ growth, growthByDepth, rest }: RigidMovement, far: number): number {
  const unit = (value: number): number => Math.min(1, Math.max(0, value));
  if (growth === 0) return 0;
  return Math.max(unit((LENIENCE * growthByDepth * -far) / growth), unit((UNTOLD - rest) / (UNTOLD - TOLD)));
}

function placesOf({ width, height, previous, stillness, luma }: Sighting, { width: across, height: down, dx, dy }: FlowField, { mean, spread }: Moments): Float64Array {
  const grain = Math.max(1, Math.round(luma.width / across));
  const places: number[] = [];
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      const i = y * width + x;
      if (!(stillness[i]! > LEAST_STILLNESS)) continue;
      const at = Math.min(down - 1, Math.floor(((y + 0.5) * down) / height)) * across + Math.min(across - 1, Math.floor(((x + 0.5) * across) / width));
      const texture = textureAt(luma, Math.floor(((x + 0.5) * luma.width) / width), Math.floor(((y + 0.5) * luma.height) / height), grain);
      places.push((2 * x + 1) / width - 1, ((2 * y + 1) / height - 1) * (down / across), (2 * dx[at]!) / across, (2 * dy[at]!) / across, (previous[i]! - mean) / spread, (stillness[i]! * texture) / (texture + PLAIN));
    }
  }
  return Float64Array.from(places);
}

interface Moments {
  readonly mean: number;
  readonly spread: number;
}

function momentsOf(values: Float32Array): Moments {
  let [sum, square] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    square += values[i]! * values[i]!;
  }
  const mean = sum / values.length;
  return { mean, spread: Math.sqrt(Math.max(0, square / values.length - mean * mean)) || 1 };
}

function farDepth({ previous, stillness }: Sighting): number {
  const seen = previous.filter((_, i) => stillness[i]! > LEAST_STILLNESS);
  return nthSmallest(seen, Math.floor(FAR_SHARE * seen.length));
}
