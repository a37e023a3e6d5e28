import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import { lumaOf } from '#core/depth/reducePicture';
import { MOST_TILES } from '#core/depth/tileLayout';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { projectRoot } from '#helper/media/projectRoot';
import { frameFileName } from '#helper/output/frameFiles';
import { depthFileOf, readDepthPicture } from '#helper/output/depthPicture';
import { tinted, tintNetwork } from '../../fixtures/tintNetwork.js';
import { depthEvaluationFolder } from './compareClips.js';
import { scoreThin, WIDTHS } from './scoreThin.js';
import { thinScenes, type ThinScene } from './thinScenes.js';

/** Size of the made pictures, and of what the made network is fed: what Depth Anything sees of them. */
const [WIDTH, HEIGHT] = [3840, 2160];
const FED = [924, 518] as const;

interface Look {
  readonly name: string;
  readonly model?: string;
  /** The picture that the network is shown of a scene. */
  readonly picture: (scene: ThinScene) => Uint8Array;
}

/** The bundled network sees the scene. The made one sees its depth in the tint of a grey picture, so that it is right at its own size, all that is lost is lost by that, and the edge stage has the scene's own luma. */
function looks(work: string): Look[] {
  const model = join(work, 'depth-anything made.onnx');
  writeFileSync(model, tintNetwork(...FED));
  return [
    { name: 'bundled network', picture: ({ picture }) => picture.pixels },
    { name: `made network, ${FED.join('×')}`, model, picture: ({ picture, truth }) => tinted(truth, lumaOf(picture).map((value) => 60 + value * 0.53)) },
  ];
}

/** What of which scene is shown in the docs, and the cells there; depth is lightened, since what is near lies outside. */
const SHOWN = { name: 'wires', left: 200, top: 150, width: 640, height: 480 };
const [CELL, GAP, LIGHT, QUALITY] = [{ width: 320, height: 240 }, 4, 2.5, 85];

/** A part of a scene, and its depth by the made network as a whole and in tiles, side by side. */
async function writeSheet({ picture }: ThinScene, kept: string): Promise<void> {
  const frame = sharp(picture.pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).extract(SHOWN);
  const depth = [1, 2, 3].map((tiles) => sharp(join(kept, `${SHOWN.name} made ${tiles}.png`)).extract(SHOWN).toColourspace('srgb').linear(LIGHT, 0));
  const cells = [frame, ...depth].map(async (cell, i) => ({ left: i * (CELL.width + GAP), top: 0, input: await cell.resize(CELL.width, CELL.height).png().toBuffer() }));
  await sharp({ create: { width: 4 * (CELL.width + GAP) - GAP, height: CELL.height, channels: 3, background: '#2a2a2a' } })
    .composite(await Promise.all(cells))
    .jpeg({ quality: QUALITY })
    .toFile(join(projectRoot(), 'plugin', 'docs', 'tiles.jpg'));
}

/** `npm run bench:depth tiles`: made pictures of 3840 × 2160 with thin things, as a whole and in tiles; depth of all goes into `.bench/tiles`, a part of one into the docs. */
export async function printTilesTable(work: string): Promise<void> {
  const kept = join(projectRoot(), '.bench', 'tiles');
  mkdirSync(kept, { recursive: true });
  console.log(`\n## Tiles: thin things in made pictures of ${WIDTH}×${HEIGHT}`);
  console.log(`share of their step in depth that is kept, by width in pixels (least and greatest); error of all else, share of the range\n| scene | network | tiles | ${WIDTHS.map((width, i) => `${(WIDTHS[i - 1] ?? 0) + 1} to ${width}`).join(' | ')} | all else | runs | s |`);
  console.log(`|---|---|---|${WIDTHS.map(() => '---|').join('')}---|---|---|`);
  for (const scene of thinScenes(WIDTH, HEIGHT)) {
    for (const look of looks(work)) {
      const clip = join(kept, `${scene.name}.png`);
      await sharp(look.picture(scene), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).png({ compressionLevel: 2 }).toFile(clip);
      for (let tiles = 1; tiles <= MOST_TILES; tiles++) {
        const out = join(work, 'tiles', `${scene.name} ${look.model ? 'made' : 'bundled'} ${tiles}`);
        const begun = performance.now();
        const passport = await estimateDepth({ clip, outFolder: out, tiles, provider: 'cpu', ...(look.model ? { model: look.model } : {}) }, () => undefined, new AbortController().signal);
        if (passport.settings['tiles'] !== tiles) continue;
        const file = depthFileOf(out, passport, 0);
        await sharp(file.path).toFile(join(kept, `${scene.name} ${look.model ? 'made' : 'bundled'} ${tiles}.png`));
        const { values } = await readDepthPicture(file, { width: WIDTH, height: HEIGHT });
        const { shares, error } = scoreThin(values, scene);
        console.log(`| ${scene.name} | ${look.name} | ${tiles} | ${shares.map((share) => (Number.isNaN(share) ? '–' : share.toFixed(2))).join(' | ')} | ${error.toFixed(4)} | ${tiles > 1 ? tiles ** 2 + 1 : 1} | ${((performance.now() - begun) / 1000).toFixed(1)} |`);
      }
    }
    if (scene.name === SHOWN.name) await writeSheet(scene, kept);
  }
}

interface Manifest {
  readonly items: readonly { readonly name: string; readonly video: string; readonly rgb: string; readonly file: string; readonly flicker: boolean }[];
}

/** The evaluation set's stills, clips and footage, of which none is larger than 960 × 540, as a whole and in 2 × 2 tiles of the bundled network, by its own scorer. */
export async function scoreTiled(work: string): Promise<void> {
  const set = depthEvaluationFolder();
  if (!set) return console.log('\n## Tiles: no evaluation set beside the checkout (DEPTHBEAT_EVAL)');
  const itemsOf = (kind: string): Manifest['items'] => (JSON.parse(readFileSync(join(set, kind, 'MANIFEST.json'), 'utf8')) as Manifest).items;
  for (const tiles of [1, 2]) {
    const make = (clip: string, outFolder: string): Promise<unknown> => estimateDepth({ clip, outFolder, tiles, provider: 'cpu' }, () => undefined, new AbortController().signal);
    const folderOf = (kind: string): string => join(work, `${kind} ${tiles}`);
    mkdirSync(folderOf('stills'), { recursive: true });
    for (const { name, rgb } of itemsOf('stills')) {
      await make(join(set, 'stills', rgb), join(folderOf('still'), name));
      copyFileSync(join(folderOf('still'), name, frameFileName(0)), join(folderOf('stills'), `${name}.png`));
    }
    for (const { name, video } of itemsOf('clips')) await make(join(set, 'clips', video), join(folderOf('clips'), name));
    for (const { file, flicker } of itemsOf('footage')) if (flicker) await make(join(set, 'footage', file), join(folderOf('footage'), parse(file).name));
    for (const kind of ['stills', 'clips', 'footage']) {
      console.log(`\n## Tiles: ${kind}, bundled network, ${tiles > 1 ? `${tiles}×${tiles} tiles` : 'the whole picture alone'}`);
      console.log(spawnSync('/usr/bin/python3', [join(set, 'score.py'), kind, folderOf(kind)], { encoding: 'utf8' }).stdout);
    }
  }
}
