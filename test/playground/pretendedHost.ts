import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { framesPerSecond } from '#core/time/frameRate';
import { probeVideo } from '#helper/media/probeMedia';
import { projectRoot } from '#helper/media/projectRoot';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import { FakeEngine } from '../host/fakeAfterEffects/engine.js';
import { FakeFile } from '../host/fakeAfterEffects/files.js';
import type { FakeComp } from '../host/fakeAfterEffects/comp.js';
import type { FakeLayer } from '../host/fakeAfterEffects/layer.js';
import type { FakeItem } from '../host/fakeAfterEffects/items.js';
import { FakeWorld, type RenderedSpan } from '../host/fakeAfterEffects/world.js';
import { realDisk } from './realDisk.js';

/** A fake After Effects with real clips in one composition, and the built host script loaded. */
export interface PretendedHost {
  readonly world: FakeWorld;
  readonly comp: FakeComp;
  /** One layer per clip, the first one selected. */
  readonly layers: readonly FakeLayer[];
  /** Milliseconds that each call takes, to play a busy host. */
  delay: number;
  /** What CEP's evalScript gives back: always text, a fixed one for an error. */
  evaluate(script: string): Promise<string>;
}

async function addClip(world: FakeWorld, comp: FakeComp, clip: string): Promise<FakeLayer> {
  const { video, duration } = await probeVideo(clip);
  const rate = framesPerSecond(video.rate);
  const frames = video.promisedFrames ?? Math.round((video.duration ?? duration ?? 1) * rate);
  const file = new FakeFile(world.disk, clip);
  const footage = world.addFootage({ name: basename(clip), file, ...video.size, frames, nativeRate: rate, hasAudio: false });
  return (comp.layers as { add(item: unknown): FakeLayer }).add(footage);
}

/** The file behind what a composition shows: that of its top visible layer, through nests. */
function fileBehind(item: FakeItem): string {
  const comp = item as FakeComp;
  const layer = comp._layers?.find(({ enabled }) => enabled);
  const source = layer?._source as (FakeItem & { readonly file?: { readonly fsName: string } | null }) | undefined;
  if (!source) throw new Error('After Effects error: the composition shows nothing');
  return source.typeName === 'Composition' ? fileBehind(source) : (source.file?.fsName ?? '');
}

/** A render is the clip behind the composition, cut and scaled: enough for the helper to have real pictures. */
function renderWithFfmpeg({ comp, start, frames, first, path }: RenderedSpan): void {
  mkdirSync(dirname(path), { recursive: true });
  const isSequence = path.includes('[#####]');
  const target = isSequence ? path.replaceAll('%', '%%').replace('[#####]', '%05d') : path;
  const numbers = !isSequence ? [] : ['-start_number', String(first)];
  const filters = `fps=${comp.frameRate}:start_time=0,trim=start=${start - 0.001},setpts=PTS-STARTPTS,scale=${comp.width}:${comp.height}`;
  const { status, stderr } = spawnSync(locateFfmpeg().ffmpeg, ['-nostdin', '-v', 'error', '-y', '-i', fileBehind(comp), '-vf', filters, '-frames:v', String(frames), ...numbers, target]);
  if (status !== 0) throw new Error(`After Effects error: render: ${String(stderr)}`);
}

/** Opens a project with these clips. The longest decides the composition's length. */
export async function openPretendedHost(clips: readonly string[]): Promise<PretendedHost> {
  const world = new FakeWorld();
  Object.assign(world, { disk: realDisk(), writeRender: renderWithFfmpeg });
  const first = await probeVideo(clips[0]);
  const comp = world.addComp({ name: 'Depthbeat playground', ...first.video.size, rate: framesPerSecond(first.video.rate), duration: Math.max(10, first.duration ?? 10) });
  const layers: FakeLayer[] = [];
  for (const clip of clips) layers.push(await addClip(world, comp, clip));
  for (const layer of comp._layers) layer.selected = layer === layers[0];
  world.calls.mutationsOutsideUndo = 0;
  const engine = new FakeEngine(world);
  engine.run(readFileSync(join(projectRoot(), 'dist/host-scripts/aftereffects.jsx'), 'utf8'));
  const host: PretendedHost = {
    world,
    comp,
    layers,
    delay: 0,
    evaluate: async (script) => {
      if (host.delay > 0) await new Promise((resolve) => setTimeout(resolve, host.delay));
      try {
        return String(engine.run(script));
      } catch {
        return 'EvalScript error.';
      }
    },
  };
  return host;
}
