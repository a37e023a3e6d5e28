import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { framesPerSecond } from '#core/time/frameRate';
import { probeVideo } from '#helper/media/probeMedia';
import { projectRoot } from '#helper/media/projectRoot';
import { FakeEngine } from '../host/fakeAfterEffects/engine.js';
import { FakeFile } from '../host/fakeAfterEffects/files.js';
import type { FakeComp } from '../host/fakeAfterEffects/comp.js';
import type { FakeLayer } from '../host/fakeAfterEffects/layer.js';
import { FakeWorld } from '../host/fakeAfterEffects/world.js';
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

/** Opens a project with these clips. The longest decides the composition's length. */
export async function openPretendedHost(clips: readonly string[]): Promise<PretendedHost> {
  const world = new FakeWorld();
  Object.assign(world, { disk: realDisk() });
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
