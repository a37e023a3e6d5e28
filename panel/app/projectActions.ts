import type { HostPlan } from '#contracts/hostPlan';
import { failureError, FailureError } from '#core/failure/result';
import { firstFileOf } from '#core/lowering/planDepthImport';
import { needsPushRamp, planRecipe } from '#core/lowering/planRecipe';
import { strings } from '../strings.js';
import type { Session } from './session.js';
import { targetOf } from './workedLayer.js';

const words = strings.recipe;

/** What the panel does to the editor's project with a recipe. Each action is one undo step there. */
export class ProjectActions {
  constructor(private readonly session: Session) {}

  /** The chosen recipe as a plan. The host works on the selected layer, so that has to be the one the pass belongs to. */
  private async plan(): Promise<HostPlan> {
    const { shown, selection, bench, ports } = this.session;
    const pass = shown.get();
    const { failure } = selection.state.get();
    if (failure) throw new FailureError(failure);
    const layer = pass && this.session.selectedLayer(pass.clip);
    if (!pass || !layer) throw failureError('selection.empty');
    const inputs = bench.inputs(pass.passport, 'composition');
    const ramp = needsPushRamp(inputs.recipe) ? { ramp: await ports.helper.request('plan.ramp', { folder: pass.folder, size: pass.passport.sourceSize }) } : {};
    const placement = layer.placement ? { placement: layer.placement } : {};
    const plan = planRecipe({ ...inputs, ...ramp, ...placement, footage: { path: firstFileOf(pass) }, clipName: layer.label });
    if (!plan.ok) throw new FailureError(plan.failure);
    return { ...plan.value, ...targetOf(layer) };
  }

  async apply(): Promise<void> {
    const plan = await this.plan();
    const applied = await this.session.apply(plan);
    this.session.notices.add({ tone: 'good', message: words.applied(plan.title, applied.layer, applied.replaced) });
  }

  async remove(): Promise<void> {
    const { id, title } = await this.plan();
    const { removed } = await this.session.ports.host.call('removePlan', id);
    this.session.notices.add({ tone: removed > 0 ? 'good' : 'info', message: removed > 0 ? words.removed(title) : words.nothingToRemove });
  }

  async resync(): Promise<void> {
    const plan = await this.plan();
    const path = await this.session.writePlan(plan);
    const { kept, conflicts } = await this.session.ports.host.call('resync', path);
    this.session.notices.add({ tone: conflicts.length > 0 ? 'warn' : 'good', message: words.resynced(plan.title, kept, conflicts.length) });
  }

  async bake(): Promise<void> {
    const { id, title } = await this.plan();
    const { keys, properties } = await this.session.ports.host.call('bake', id);
    this.session.notices.add({ tone: 'good', message: words.baked(title, keys, properties) });
  }
}
