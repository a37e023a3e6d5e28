import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { HostPlan, Placement } from '#contracts/hostPlan';
import type { AppliedPlan, HostReply } from '#contracts/hostProtocol';
import type { DepthPassport } from '#contracts/depthAsset';
import type { BeatGrid } from '#contracts/beatGrid';
import type { Recipe } from '#contracts/recipe';
import { planRecipe } from '#core/lowering/planRecipe';
import { resolveValues } from '#core/recipes/resolveValues';
import { projectRoot } from '#helper/media/projectRoot';
import { passportOf, steadyGrid } from '../fixtures/recipeInputs.js';
import type { FakeComp } from './fakeAfterEffects/comp.js';
import { FakeEngine } from './fakeAfterEffects/engine.js';
import type { FakeProperty } from './fakeAfterEffects/property.js';
import type { FakeGroup, FakeParade } from './fakeAfterEffects/propertyGroup.js';
import type { FakeLayer } from './fakeAfterEffects/layer.js';
import { FakeWorld } from './fakeAfterEffects/world.js';

export const bundlePath = path.join(projectRoot(), 'dist/host-scripts/aftereffects.jsx');
export const rampPath = '/a film & more/depth/push_ramp.png';
export const depthPath = '/a film & more/depth/depth_00000.png';

/** The built script, as it is shipped. */
export function readBundle(): string {
  return readFileSync(bundlePath, 'utf8');
}

export interface Stage {
  readonly world: FakeWorld;
  readonly engine: FakeEngine;
  readonly comp: FakeComp;
  readonly target: FakeLayer;
}

/** A project with one composition, one selected footage layer, and depth frames on the disk. The bundle is loaded. */
export function makeStage(shape: { readonly version?: number; readonly rate?: number } = {}): Stage {
  const world = new FakeWorld();
  world.quirks.version = shape.version ?? 25;
  const rate = shape.rate ?? 25;
  const comp = world.addComp({ rate });
  const footage = world.addFootage({ nativeRate: rate, hasAudio: true });
  const target = (comp.layers as { add(item: unknown): FakeLayer }).add(footage);
  world.disk.sequences.set(depthPath, { frames: 200, width: 1280, height: 720 });
  world.disk.sequences.set(rampPath, { frames: 1, width: 1280, height: 720 });
  world.calls.mutationsOutsideUndo = 0;
  const engine = new FakeEngine(world);
  engine.run(readBundle());
  return { world, engine, comp, target };
}

export interface PlanShape {
  readonly recipe: Recipe;
  readonly values?: Record<string, unknown>;
  readonly grid?: BeatGrid;
  readonly passport?: DepthPassport;
  readonly musicOffset?: number;
  readonly placement?: Placement;
}

/** Something an editor did before; not part of our undo step. */
export function byHand(stage: Stage, edit: (stage: Stage) => void): void {
  stage.world.undoDepth = 1;
  edit(stage);
  stage.world.undoDepth = 0;
}

export function planFor({ recipe, values = {}, grid = steadyGrid(), passport = passportOf(), musicOffset = 0, placement }: PlanShape): HostPlan {
  const resolved = resolveValues(recipe, values);
  if (!resolved.ok) throw new Error(resolved.failure.message);
  const plan = planRecipe({ recipe, values: resolved.value, grid, passport, musicOffset, placement, footage: { path: depthPath, relativePath: 'depth/depth_00000.png' }, ramp: { path: rampPath, relativePath: 'depth/push_ramp.png' }, clipName: 'clip.mp4' });
  if (!plan.ok) throw new Error(plan.failure.message);
  return plan.value;
}

/** One call of the panel: the plan lies in a file, its path is the argument. */
export function apply({ world, engine }: Stage, plan: HostPlan): HostReply<AppliedPlan> {
  world.disk.texts.set('/plans/plan.json', JSON.stringify(plan));
  return JSON.parse(String(engine.run('$.global.depthbeat.applyPlan("/plans/plan.json")'))) as HostReply<AppliedPlan>;
}

/** Any call of the bundle with one argument. */
export function call<T>({ engine }: Stage, name: string, argument: string): HostReply<T> {
  return JSON.parse(String(engine.run(`$.global.depthbeat.${name}(${JSON.stringify(argument)})`))) as HostReply<T>;
}

/** The property that carries the tag of an operation, wherever it lies and whatever its name is now. */
export function propertyOf({ comp, target }: Stage, plan: HostPlan, operation: string): FakeProperty {
  const mark = `plan=${plan.id} op=${operation} for=${target.id}`;
  for (const layer of comp._layers) {
    const groups = [layer.property('ADBE Transform Group') as FakeGroup, ...(layer.property('ADBE Effect Parade') as FakeParade)._effects];
    for (const group of groups) {
      const found = (group._children as FakeProperty[]).find(({ expression }) => expression.includes(`${mark}]`) || expression.includes(`${mark} `));
      if (found) return found;
    }
  }
  throw new Error(`no property carries ${mark}`);
}

/** Names, order and switches of the layers, and the effects of each: enough to see whether anything changed. */
export function inventory({ world, comp }: Stage): unknown {
  return {
    items: world._items.map((item) => item.name).sort(),
    layers: comp._layers.map((layer) => ({
      name: layer.name,
      enabled: layer.enabled,
      matte: layer.trackMatteLayer?.name ?? '',
      effects: (layer._groups[2] as unknown as { _effects: { name: string }[] })._effects.map(({ name }) => name),
    })),
  };
}
