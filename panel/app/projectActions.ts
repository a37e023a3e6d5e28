import type { Failure } from '#contracts/failure';
import type { HostPlan } from '#contracts/hostPlan';
import type { HostCalls, HostGridReading } from '#contracts/hostProtocol';
import { failureError, FailureError, failureOf, toFailure } from '#core/failure/result';
import { gridFromHost } from '#core/lowering/gridFromHost';
import { firstFileOf } from '#core/lowering/planDepthImport';
import { needsPushRamp, planRecipe } from '#core/lowering/planRecipe';
import { findPass, isOneFrame, type ClipPass } from '../state/clipPass.js';
import { strings } from '../strings.js';
import type { Session } from './session.js';
import { targetOf, type WorkedLayer } from './workedLayer.js';

const words = strings.recipe;

interface LayerWithPass {
  readonly layer: WorkedLayer;
  readonly pass: ClipPass;
}

/** No beats because no music was chosen is another thing than music without beats. */
function withoutMusic(failure: Failure): Failure {
  return failure.code === 'plan.noBeats' ? { ...failure, message: words.noMusic, remedy: words.noMusicRemedy } : failure;
}

/** What the panel does to the editor's project with a recipe, on every selected layer. Each action is one undo step there. */
export class ProjectActions {
  constructor(private readonly session: Session) {}

  private async passOf(layer: WorkedLayer): Promise<ClipPass | undefined> {
    const { shown, ports, passes } = this.session;
    const pass = shown.get();
    const isWhole = (found: ClipPass): boolean => layer.isStill || !isOneFrame(found);
    const found = pass && pass.clip === layer.clip && isWhole(pass) ? pass : await findPass(ports.helper, passes, layer.clip);
    return found && isWhole(found) ? found : undefined;
  }

  /** The selected layers, each with its pass; a sentence names those that have none. */
  private async layersWithPass(): Promise<readonly LayerWithPass[]> {
    const { layers, failure } = this.session.selection.state.get();
    if (failure) throw new FailureError(failure);
    const found: LayerWithPass[] = [];
    const without: string[] = [];
    for (const selected of layers) {
      const layer = this.session.worked(selected);
      const pass = await this.passOf(layer);
      if (pass) found.push({ layer, pass });
      else without.push(layer.label);
    }
    if (without.length > 0) throw new FailureError({ ...failureOf('selection.unsupported'), message: words.noPass(without), remedy: words.noPassRemedy });
    if (found.length === 0) throw failureError('selection.empty');
    return found;
  }

  private async planFor({ layer, pass }: LayerWithPass): Promise<HostPlan> {
    const { bench, ports } = this.session;
    const inputs = bench.inputs(pass.passport, 'composition', await bench.focusOf(layer.clip));
    const ramp = needsPushRamp(inputs.recipe) ? { ramp: await ports.helper.request('plan.ramp', { folder: pass.folder, size: pass.passport.sourceSize }) } : {};
    const placement = layer.placement ? { placement: layer.placement } : {};
    const plan = planRecipe({ ...inputs, ...ramp, ...placement, footage: { path: firstFileOf(pass) }, clipName: layer.label });
    if (!plan.ok) throw new FailureError(bench.hasMusic() ? plan.failure : withoutMusic(plan.failure));
    return { ...plan.value, ...targetOf(layer) };
  }

  /** Has the host carry out the chosen recipe, with the present music and values, on each selected layer. */
  private async carryOut<Call extends 'applyPlans' | 'resyncPlans'>(call: Call): Promise<HostCalls[Call]['result']> {
    const layers = await this.layersWithPass();
    const plans: HostPlan[] = [];
    for (const each of layers) plans.push(await this.planFor(each));
    const path = await this.session.writePlan({ schema: 'depthbeat.hostPlanBatch', version: 1, plans });
    const answers = await this.session.ports.host.call(call, path);
    this.session.warn(answers.flatMap(({ warnings }) => warnings));
    await this.session.bench.handOn(layers.map(({ layer }) => layer.clip));
    return answers;
  }

  async apply(): Promise<void> {
    const { title } = this.session.bench.recipe();
    const applied = await this.carryOut('applyPlans');
    this.session.notices.add({ tone: 'good', message: words.applied(title, applied.map(({ layer }) => layer), applied.some(({ replaced }) => replaced)) });
  }

  async resync(): Promise<void> {
    const { title } = this.session.bench.recipe();
    const resynced = await this.carryOut('resyncPlans');
    const layers = resynced.map(({ layer }) => layer).filter((layer) => layer !== '');
    const kept = resynced.reduce((sum, one) => sum + one.kept, 0);
    const conflicts = resynced.reduce((sum, one) => sum + one.conflicts.length, 0);
    this.session.notices.add({ tone: conflicts > 0 ? 'warn' : 'good', message: words.resynced(title, layers, { kept, conflicts }) });
  }

  async remove(): Promise<void> {
    const { id, title } = this.session.bench.recipe();
    const { removed, warnings } = await this.session.ports.host.call('removePlan', id);
    this.session.warn(warnings);
    this.session.notices.add({ tone: removed > 0 ? 'good' : 'info', message: removed > 0 ? words.removed(title) : words.nothingToRemove });
  }

  async bake(): Promise<void> {
    const { id, title } = this.session.bench.recipe();
    const { keys, properties } = await this.session.ports.host.call('bake', id);
    this.session.notices.add({ tone: 'good', message: words.baked(title, keys, properties) });
  }

  /** The beats as they lie on the layer: those of the chosen recipe, else of whichever it has. */
  private readGrid(): Promise<HostGridReading> {
    const { ports, bench } = this.session;
    return ports.host.call('readGrid', bench.recipe().id).catch((error: unknown) => {
      if (toFailure(error).code !== 'selection.unsupported') throw error;
      return ports.host.call('readGrid', '');
    });
  }

  /** Beats that were moved, added or deleted by hand in the composition become those of the grid, as one step of the panel's undo. */
  async readBack(): Promise<void> {
    const { document } = this.session.bench;
    const { grid, musicOffset } = document.present.get();
    if (!grid) return;
    const { grid: read, ...changes } = gridFromHost(await this.readGrid(), grid, musicOffset);
    const isSame = changes.moved + changes.added + changes.removed === 0;
    if (!isSame) document.change('', (now) => (now.grid === grid ? { ...now, grid: read } : now));
    this.session.notices.add({ tone: isSame ? 'info' : 'good', message: strings.music.wasReadBack(changes) });
  }
}
