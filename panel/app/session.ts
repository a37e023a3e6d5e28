import type { DepthPassport } from '#contracts/depthAsset';
import type { LayerSelection } from '#contracts/layerSelection';
import type { HostPlan, HostPlanBatch } from '#contracts/hostPlan';
import type { AppliedPlan, HostWarning } from '#contracts/hostProtocol';
import { planDepthImport } from '#core/lowering/planDepthImport';
import { failureOf, toFailure } from '#core/failure/result';
import type { FilePort } from '../bridge/filePort.js';
import type { HelperClient } from '../bridge/helperClient.js';
import type { HostClient } from '../bridge/hostClient.js';
import { SmallFrames } from '../preview/smallFrames.js';
import { findPass, type ClipPass } from '../state/clipPass.js';
import { DepthQueue } from '../state/depthQueue.js';
import type { DepthJob } from '../state/depthJob.js';
import type { KeptValues } from '../state/keptValues.js';
import { KnownPasses } from '../state/knownPasses.js';
import type { MenuPort } from '../bridge/menuPort.js';
import type { LogBook } from '../state/logBook.js';
import { Models, takesTiles } from '../state/models.js';
import { Notices } from '../state/notices.js';
import { needsRender, PreparedClips } from '../state/preparedClips.js';
import { openPreferences } from '../state/preferences.js';
import { PictureStore } from '../state/pictureStore.js';
import { SelectionFollower } from '../state/selectionFollower.js';
import { createStore } from '../state/store.js';
import { strings } from '../strings.js';
import type { ThemeSource } from '../theme/hostTheme.js';
import { prepareClip, prepareFrame, type ClipSource } from './prepareClip.js';
import { ProjectActions } from './projectActions.js';
import { targetOf, workedLayer, type WorkedLayer } from './workedLayer.js';
import { Workbench } from './workbench.js';

/** What the world around the panel offers; CEP and the playground each bring theirs. */
export interface PanelPorts {
  readonly helper: HelperClient;
  readonly host: HostClient;
  readonly theme: ThemeSource;
  readonly kept: KeptValues;
  readonly files: FilePort;
  readonly log: LogBook;
  /** Absent where there is no host to show a menu: the panel has a button of its own then. */
  readonly menu?: MenuPort;
}

/** The running panel without its pictures: everything the views show and do. */
export class Session {
  readonly notices: Notices;
  readonly preferences;
  readonly selection: SelectionFollower;
  readonly queue: DepthQueue;
  readonly passes: KnownPasses;
  readonly prepared: PreparedClips;
  readonly bench: Workbench;
  readonly pictures: PictureStore;
  readonly models: Models;
  readonly projectActions = new ProjectActions(this);
  /** The layer the views work on: the selected one, or the last that was. */
  readonly layer = createStore<WorkedLayer | undefined>(undefined);
  /** What the host is busy with for a job that is about to begin. */
  readonly preparing = createStore<string | undefined>(undefined);
  /** True while the log is open over the views. */
  readonly isLogOpen = createStore(false);
  /** The pass that the depth view shows, by its folder. */
  readonly shown = createStore<ClipPass | undefined>(undefined);

  private small: { readonly pass: ClipPass; readonly frames: SmallFrames } | undefined;

  constructor(readonly ports: PanelPorts) {
    this.notices = new Notices((failure) => ports.log.add('panel', `${failure.code}: ${failure.message} ${failure.detail ?? ''}`));
    this.preferences = openPreferences(ports.kept);
    this.selection = new SelectionFollower(ports.host);
    this.passes = new KnownPasses(ports.kept);
    this.prepared = new PreparedClips(ports.kept);
    this.queue = new DepthQueue(ports.helper, ports.kept, (job, passport) => void this.finish(job, passport));
    this.models = new Models(ports.helper, this.notices);
    this.pictures = new PictureStore(ports.helper);
    this.bench = new Workbench(ports.helper, this.notices, ports.kept);
    this.selection.state.subscribe(() => this.follow());
    void this.selection.look();
  }

  /** A layer with the clip that is worked on in its place. */
  worked(layer: LayerSelection): WorkedLayer {
    return workedLayer(layer, this.selection.state.get().project, this.prepared);
  }

  /** The selected layer that shows a clip. */
  selectedLayer(clip: string): WorkedLayer | undefined {
    return this.selection.state.get().layers.map((layer) => this.worked(layer)).find((layer) => layer.clip === clip);
  }

  private follow(): void {
    const { layer: selected, failure } = this.selection.state.get();
    if (!selected || failure) return;
    const before = this.layer.get();
    const layer = this.worked(selected);
    this.layer.set(layer);
    void this.bench.open(layer);
    if (before?.clip !== layer.clip) void this.showPassOf(layer.clip);
  }

  /** A pass made earlier is shown at once. */
  private async showPassOf(clip: string): Promise<void> {
    this.shown.set(undefined);
    const found = await findPass(this.ports.helper, this.passes, clip);
    if (found && this.layer.get()?.clip === clip && !this.shown.get()) this.shown.set(found);
  }

  /** Small frames of a pass, the same ones for every view that draws them: they are dear to fetch. */
  smallFrames(pass: ClipPass): SmallFrames {
    if (this.small?.pass !== pass) this.small = { pass, frames: new SmallFrames(this.ports.helper, pass) };
    return this.small.frames;
  }

  /** Shows a pass where its clip is the one being worked on. */
  show(pass: ClipPass): void {
    if (this.layer.get()?.clip === (pass.of ?? pass.clip)) this.shown.set(pass);
  }

  private async finish(job: DepthJob, passport: DepthPassport): Promise<void> {
    const { clip, folder, of } = job;
    if (folder !== undefined) this.show({ clip, folder, passport, ...(of === undefined ? {} : { of }) });
    if (job.kind === 'sample') return;
    if (job.folder !== undefined) this.passes.remember(job.clip, job.folder);
    if (!this.preferences.get().importWhenDone) return;
    if (!this.selectedLayer(job.clip)) {
      this.notices.add({ tone: 'info', message: strings.jobs.notSelected(job.name) });
      return;
    }
    await this.importPass(job);
  }

  /** Puts a finished pass into the project, as one undo step. The host works on layers of the composition in front, so its layer has to be selected. */
  async importPass({ clip, folder, passport, name }: Pick<DepthJob, 'clip' | 'folder' | 'passport' | 'name'>): Promise<void> {
    if (folder === undefined || passport === undefined) return;
    const layer = this.selectedLayer(clip);
    if (!layer) return this.notices.add({ tone: 'warn', message: strings.jobs.notSelected(name) });
    await this.attempt(async () => {
      const plan = planDepthImport({ passport, folder, clipName: name, ...(layer.placement ? { placement: layer.placement } : {}) });
      await this.apply({ ...plan, ...targetOf(layer) });
      this.notices.add({ tone: 'good', message: strings.jobs.imported(name) });
    });
  }

  /** Writes a plan or a batch of them where the host reads it; its path. */
  async writePlan(plan: HostPlan | HostPlanBatch): Promise<string> {
    const { path } = await this.ports.helper.request('plan.write', { text: JSON.stringify(plan) });
    return path;
  }

  /** Tells what the host warned of, each thing once. */
  warn(warnings: readonly HostWarning[]): void {
    for (const message of new Set(warnings.map((warning) => warning.message))) this.notices.add({ tone: 'warn', message });
  }

  /** Has the host carry out a plan, and tells what it warned of. */
  async apply(plan: HostPlan): Promise<AppliedPlan> {
    const applied = await this.ports.host.call('applyPlan', await this.writePlan(plan));
    this.warn(applied.warnings);
    return applied;
  }

  /** Runs an action of the editor; what fails is told. True when it did not. */
  async attempt(action: () => Promise<void>): Promise<boolean> {
    this.notices.forgetFailures();
    try {
      await action();
      return true;
    } catch (error) {
      this.notices.addFailure(toFailure(error));
      return false;
    }
  }

  /** Asks for the depth of all selected layers, or for one frame of the first. What no file shows is rendered by the host before. */
  async generate(kind: DepthJob['kind']): Promise<void> {
    const { layers, project, failure } = this.selection.state.get();
    if (layers.length === 0) return this.notices.addFailure(failure ?? failureOf('selection.empty'));
    const prepare = kind === 'sample' ? prepareFrame : prepareClip;
    for (const selected of kind === 'sample' ? layers.slice(0, 1) : layers) {
      this.preparing.set(needsRender(selected) ? strings.generate.rendering(selected.layerName) : undefined);
      await this.attempt(async () => this.addJob(kind, await prepare(this, this.worked(selected), project), selected));
      this.preparing.set(undefined);
      this.follow();
    }
  }

  private addJob(kind: DepthJob['kind'], source: ClipSource, selected: LayerSelection): void {
    const { model, quality, tiles = 1 } = this.preferences.get();
    const isTiled = tiles > 1 && takesTiles(this.models.list.get(), model);
    this.queue.add({ frame: 0, ...source, name: this.worked(selected).label, kind, size: quality, ...(isTiled ? { tiles } : {}), ...(model === undefined ? {} : { model }) });
  }

  dispose(): void {
    this.selection.stop();
    this.queue.stop();
    this.bench.dispose();
    this.pictures.dispose();
    this.models.dispose();
    this.ports.helper.dispose();
  }
}
