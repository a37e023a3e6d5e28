import { alleyScene } from './alleyScene.js';
import { latticeHash } from './noise.js';
import { look } from './raymarcher.js';
import type { Scene } from './scene.js';
import { stageScene } from './stageScene.js';
import { cross, plus, times, unit, vector, type Vector } from './vector.js';
import { sampleTiming } from '../sampleTiming.js';

/** Contrast between neighbours, in display values 0..1, above which a pixel gets more rays. */
const EDGE = 0.09;
/** Offsets of the extra rays within a pixel, around the first in its middle. */
const EXTRA = [
  [0.33, -0.16],
  [-0.33, -0.16],
  [0, 0.33],
] as const;

export interface RenderedFrame {
  /** H×W×3 row-major, sRGB bytes. */
  readonly colour: Uint8Array;
  /** H×W row-major, 1 / distance along the view axis in 1/m; 0 = no surface. */
  readonly disparity: Float32Array;
}

interface Shot {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
  readonly forward: Vector;
  readonly right: Vector;
  readonly up: Vector;
}

/** The scene of a frame of the clip. */
export function sceneOf(frame: number): Scene {
  const { cutFrame, frames, frameRate, firstBeat, beatSeconds } = sampleTiming;
  const beats = Math.max(0, (frame / frameRate.numerator - firstBeat) / beatSeconds);
  return frame < cutFrame ? stageScene(frame / (cutFrame - 1), beats) : alleyScene((frame - cutFrame) / (frames - cutFrame - 1), beats);
}

/** Filmic curve (Narkowicz 2016) and sRGB transfer; display values 0..1. */
function display(linear: number): number {
  const x = linear * 0.9;
  const film = Math.min(1, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14));
  return film <= 0.0031308 ? 12.92 * film : 1.055 * film ** (1 / 2.4) - 0.055;
}

function rayDirection(shot: Shot, column: number, row: number): Vector {
  const { halfWidth } = shot.scene.camera;
  const x = ((column + 0.5) / shot.width) * 2 - 1;
  const y = (1 - ((row + 0.5) / shot.height) * 2) * (shot.height / shot.width);
  return unit(plus(plus(shot.forward, shot.right, x * halfWidth), shot.up, y * halfWidth));
}

/** Display colour through one point of the picture, with a slight vignette, and its disparity. */
function samplePicture(shot: Shot, column: number, row: number): { readonly colour: Vector; readonly disparity: number } {
  const to = rayDirection(shot, column, row);
  const { colour, reach } = look(shot.scene, { from: shot.scene.camera.eye, to });
  const axial = to.x * shot.forward.x + to.y * shot.forward.y + to.z * shot.forward.z;
  const lit = times(colour, axial ** 3);
  return { colour: vector(display(lit.x), display(lit.y), display(lit.z)), disparity: reach === Infinity ? 0 : 1 / (reach * axial) };
}

function isEdge(colours: Float32Array, at: number, stride: number): boolean {
  for (let channel = 0; channel < 3; channel++) {
    const own = colours[at + channel];
    if (Math.abs(own - colours[at + channel - 3]) > EDGE || Math.abs(own - colours[at + channel + 3]) > EDGE) return true;
    if (Math.abs(own - colours[at + channel - stride]) > EDGE || Math.abs(own - colours[at + channel + stride]) > EDGE) return true;
  }
  return false;
}

function refineEdges(shot: Shot, colours: Float32Array): Float32Array {
  const refined = Float32Array.from(colours);
  const stride = shot.width * 3;
  for (let row = 1; row < shot.height - 1; row++) {
    for (let column = 1; column < shot.width - 1; column++) {
      const at = row * stride + column * 3;
      if (!isEdge(colours, at, stride)) continue;
      let sum = vector(colours[at], colours[at + 1], colours[at + 2]);
      for (const [dx, dy] of EXTRA) sum = plus(sum, samplePicture(shot, column + dx, row + dy).colour);
      refined[at] = sum.x / (EXTRA.length + 1);
      refined[at + 1] = sum.y / (EXTRA.length + 1);
      refined[at + 2] = sum.z / (EXTRA.length + 1);
    }
  }
  return refined;
}

/** Bytes with a fixed dither of one step, so that fog does not band. */
function toBytes(colours: Float32Array, width: number): Uint8Array {
  return Uint8Array.from(colours, (value, at) => Math.min(255, Math.floor(value * 255 + latticeHash(at % (width * 3), Math.floor(at / (width * 3)), 77))));
}

export function renderFrame(frame: number, width: number, height: number): RenderedFrame {
  const scene = sceneOf(frame);
  const forward = unit(plus(scene.camera.target, scene.camera.eye, -1));
  const right = unit(cross(vector(0, 1, 0), forward));
  const shot: Shot = { scene, width, height, forward, right, up: cross(forward, right) };
  const colours = new Float32Array(width * height * 3);
  const disparity = new Float32Array(width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const seen = samplePicture(shot, pixel % width, Math.floor(pixel / width));
    colours[pixel * 3] = seen.colour.x;
    colours[pixel * 3 + 1] = seen.colour.y;
    colours[pixel * 3 + 2] = seen.colour.z;
    disparity[pixel] = seen.disparity;
  }
  return { colour: toBytes(refineEdges(shot, colours), width), disparity };
}
