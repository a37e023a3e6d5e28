import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { latticeValue } from '#core/random/seeded';
import { thumbnailOf } from '#core/depth/reducePicture';
import { withShotStarts } from '#core/depth/shotStarts';
import type { Thumbnail } from '#core/depth/sceneCut';
import { openFrames } from '#helper/frames/ffmpegFrames';
import { probeVideo } from '#helper/media/probeMedia';
import { depthEvaluationFolder } from './compareClips.js';

type Draw = (t: number) => Thumbnail;

/** A made piece of film and the frames in which its one change of shot may be said to lie; none where there is none. */
interface Edit {
  readonly frames: readonly Thumbnail[];
  readonly change?: readonly [number, number];
}

const level = (value: number): Thumbnail => new Uint8Array(32 * 18 * 3).fill(value);
const mix = (a: Thumbnail, b: Thumbnail, share: number): Thumbnail => a.map((value, i) => value * (1 - share) + b[i]! * share + 0.5);
const film = (count: number, draw: Draw): Thumbnail[] => Array.from({ length: count }, (_, t) => draw(t));

function fade(a: Draw, b: Draw, length: number, between: number): Edit {
  const out = film(length, (t) => mix(a(30 + t), level(between), (t + 1) / length));
  const back = film(length, (t) => mix(level(between), b(t), (t + 1) / length));
  return { frames: [...film(30, a), ...out, ...film(length % 7, () => level(between)), ...back, ...film(30, (t) => b(length + t))], change: [30, 30 + 2 * length + (length % 7)] };
}

/** A window that moves from one picture over to the one to its right. */
function between(left: Thumbnail, right: Thumbnail, share: number): Thumbnail {
  const columns = Math.round(32 * share);
  return left.map((_, i) => {
    const [pixel, channel] = [Math.floor(i / 3), i % 3];
    const x = (pixel % 32) + columns;
    return (x < 32 ? left : right)[3 * (pixel - (pixel % 32) + (x % 32)) + channel]!;
  });
}

/** A pan of `length` frames from one scene to another beside it, of still pictures. */
function whipPan(a: Draw, b: Draw, length: number): Edit {
  const swing = film(length - 1, (t) => between(a(30), b(0), (1 - Math.cos((Math.PI * (t + 1)) / length)) / 2));
  return { frames: [...film(30, a), ...swing, ...film(30, b)] };
}

/** Kinds of edits over two shots of real footage; `length` 8 to 38 frames. */
const kinds: { readonly [kind: string]: (a: Draw, b: Draw, length: number) => Edit } = {
  'hard cut': (a, b) => ({ frames: [...film(48, a), ...film(48, b)], change: [48, 48] }),
  dissolve: (a, b, length) => ({ frames: [...film(30, a), ...film(length, (t) => mix(a(30 + t), b(t), (t + 1) / (length + 1))), ...film(30, (t) => b(length + t))], change: [30, 30 + length] }),
  'fade through black': (a, b, length) => fade(a, b, length, 0),
  'fade through white': (a, b, length) => fade(a, b, length, 250),
  'fade from black': (a, _, length) => ({ frames: film(70, (t) => mix(level(0), a(t), Math.min(1, t / length))) }),
  flash: (a, _, length) => ({ frames: film(60, (t) => (t >= 30 && t < 31 + (length % 3) ? mix(a(t), level(255), 0.85) : a(t))) }),
  'whip pan in 2 to 9 frames': (a, b, length) => whipPan(a, b, 2 + (length % 8)),
  strobe: (a, _, length) => ({ frames: film(60, (t) => (t > 20 && t < 45 && t % (3 + (length % 4)) === 0 ? level(255) : a(t))) }),
};

async function cutsOf(frames: readonly Thumbnail[]): Promise<number[]> {
  async function* glimpses(): AsyncGenerator<{ index: number; thumbnail: Thumbnail }> {
    for (const [index, thumbnail] of frames.entries()) yield await Promise.resolve({ index, thumbnail });
  }
  const cuts: number[] = [];
  for await (const { frame, cut } of withShotStarts(glimpses())) if (cut) cuts.push(frame.index);
  return cuts;
}

async function thumbnailsOf(clip: string): Promise<Thumbnail[]> {
  const thumbnails: Thumbnail[] = [];
  for await (const frame of openFrames(await probeVideo(clip), { size: { width: 224, height: 128 } })) thumbnails.push(thumbnailOf(frame));
  return thumbnails;
}

/** Prints how many changes of shot are found, missed and made up: on edits made from real footage, and on the footage's own cuts. */
export async function printCutTable(): Promise<void> {
  const set = depthEvaluationFolder();
  if (!set) return console.log('\n## Cuts: no evaluation set beside the checkout (DEPTHBEAT_EVAL)');
  const { items } = JSON.parse(readFileSync(join(set, 'footage', 'MANIFEST.json'), 'utf8')) as { items: { file: string; flicker: boolean; cuts?: number[] }[] };
  const shots: Thumbnail[][] = [];
  console.log('\n## Cuts in real footage\n| clip | frames | listed | found |\n|---|---|---|---|');
  for (const { file, flicker, cuts } of items) {
    if (!flicker) continue;
    const frames = await thumbnailsOf(join(set, 'footage', file));
    if (!cuts) shots.push(frames);
    console.log(`| ${file} | ${frames.length} | ${(cuts ?? []).join(' ')} | ${(await cutsOf(frames)).join(' ')} |`);
  }
  console.log('\n## Cuts in edits made of it, 40 of each kind\n| kind | found | missed | made up | with a shot under 3 frames |\n|---|---|---|---|---|');
  let drawn = 0;
  const random = (): number => Math.min(0.999999, (latticeValue(drawn++, 7) + 1) / 2);
  const from = (shot: readonly Thumbnail[]): Draw => (t) => shot[Math.min(shot.length - 1, t)]!;
  for (const [kind, make] of Object.entries(kinds)) {
    let [found, missed, madeUp, hasty] = [0, 0, 0, 0];
    for (let i = 0; i < 40; i++) {
      const first = Math.floor(random() * shots.length);
      const second = (first + 1 + Math.floor(random() * (shots.length - 1))) % shots.length;
      const { frames, change } = make(from(shots[first]!), from(shots[second]!), 8 + Math.floor(random() * 30));
      const cuts = await cutsOf(frames);
      const hit = change !== undefined && cuts.some((cut) => cut >= change[0] && cut <= change[1]);
      if (hit) found += 1;
      else if (change) missed += 1;
      madeUp += cuts.length - (hit ? 1 : 0);
      if (cuts.some((cut, n) => cut - (cuts[n - 1] ?? -Infinity) < 3)) hasty += 1;
    }
    console.log(`| ${kind} | ${found} | ${missed} | ${madeUp} | ${hasty} |`);
  }
}
