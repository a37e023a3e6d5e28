import type { DepthPassport } from '#contracts/depthAsset';
import type { GridEdit } from '#contracts/gridEdit';
import type { JobProgress } from '../state/depthJob.js';
import type { ParameterValue, ParameterValues } from '#contracts/parameter';
import type { Recipe } from '#contracts/recipe';
import type { Seconds } from '#contracts/units';
import { editGrid } from '#core/beatgrid/editGrid';
import { eventsOfStream, type RecipeInputs } from '#core/lowering/recipeContext';
import type { MusicEvent } from '#core/events/selectEvents';
import { recipes, type RecipeId } from '#core/recipes/index';
import { resolveValues } from '#core/recipes/resolveValues';
import type { HelperClient } from '../bridge/helperClient.js';
import { emptyDocument, withFocus, type ClipDocument, type FocusChoices } from '../state/clipDocument.js';
import { DocumentKeeper } from '../state/documentKeeper.js';
import { readDocument } from '../state/documentFile.js';
import type { KeptValues } from '../state/keptValues.js';
import { History } from '../state/history.js';
import { Player } from '../state/player.js';
import { readSoundtrack, type Soundtrack } from '../state/soundtrack.js';
import { createStore } from '../state/store.js';
import { noPassport, silentGrid } from './standIns.js';
import type { WorkedLayer } from './workedLayer.js';
import type { Notices } from '../state/notices.js';
import { failureError, toFailure } from '#core/failure/result';

/** One clip on the bench: its document with undo, its music, its player. */
export class Workbench {
  readonly document = new History<ClipDocument>(emptyDocument);
  readonly player: Player;
  readonly soundtrack = createStore<Soundtrack | undefined>(undefined);
  /** What a running analysis says; undefined when none runs. */
  readonly listening = createStore<JobProgress | undefined>(undefined);
  private layer: WorkedLayer | undefined;
  private readonly keeper: DocumentKeeper;
  private hearing = new AbortController();
  private counting = new AbortController();
  private heard: string | undefined;
  private isOpening = false;

  constructor(
    private readonly helper: HelperClient,
    private readonly notices: Notices,
    kept: KeptValues,
  ) {
    this.keeper = new DocumentKeeper(helper, kept);
    this.player = new Player(helper);
    this.document.present.subscribe(() => this.onChange());
  }

  /** Puts another clip on the bench; its document comes back as it was left. */
  async open(layer: WorkedLayer): Promise<void> {
    const before = this.layer;
    const isSame = layer.clip === before?.clip;
    this.layer = layer;
    if (isSame) return this.onChange();
    this.player.stop();
    this.keeper.flush();
    const text = await this.keeper.recall(layer.clip);
    if (this.layer.clip !== layer.clip) return;
    const isNew = text === undefined && before?.compositionId === layer.compositionId;
    this.isOpening = true;
    // Another shot of the same composition moves to the same song, in the same way until the editor says otherwise.
    this.document.open(isNew ? { ...this.document.present.get(), focus: emptyDocument.focus } : readDocument(text));
    this.isOpening = false;
    this.player.seek(0);
  }

  private onChange(): void {
    const document = this.document.present.get();
    if (document.music !== this.heard) this.hear(document.music);
    this.setScore();
    if (this.layer && !this.isOpening) this.keeper.keepSoon(this.layer.clip, document);
  }

  private hear(source: string | undefined): void {
    this.heard = source;
    this.hearing.abort();
    this.hearing = new AbortController();
    this.soundtrack.set(undefined);
    if (source === undefined) return;
    this.player.overview(source, this.hearing.signal).then(
      (overview) => this.heard === source && this.soundtrack.set(readSoundtrack(overview)),
      (error: unknown) => this.notices.addFailure(toFailure(error)),
    );
  }

  /** Clip time at which the music starts: the layer stands in the composition where the editor put it. */
  musicStart(): Seconds {
    return this.document.present.get().musicOffset - (this.layer?.clipStart ?? 0);
  }

  clipDuration(): Seconds {
    return this.layer?.isStill ? this.layer.outPoint - this.layer.inPoint : (this.layer?.sourceDuration ?? 0);
  }

  private setScore(): void {
    const { grid, music } = this.document.present.get();
    const offset = this.musicStart();
    const clicks = (grid?.beats ?? []).map(({ time, downbeat }) => ({ time: time + offset, strong: downbeat }));
    const end = Math.max(this.clipDuration(), offset + (grid?.duration ?? this.soundtrack.get()?.duration ?? 0));
    this.player.setScore({ offset, clicks, ...(music === undefined ? {} : { source: music }) }, end || Infinity);
  }

  hasMusic(): boolean {
    return this.document.present.get().music !== undefined;
  }

  /** Takes a sound as the music and finds its beats. A file that cannot be heard changes nothing: rejects with `media.*`. */
  async chooseMusic(path: string, musicOffset: Seconds): Promise<void> {
    const { hasAudio } = await this.helper.request('media.describe', { path });
    if (!hasAudio) throw failureError('media.noAudio', path);
    this.document.change('', (document) => ({ ...document, music: path, musicOffset, grid: document.music === path ? document.grid : undefined }));
    if (!this.document.present.get().grid) await this.analyse();
  }

  async analyse(): Promise<void> {
    const { music } = this.document.present.get();
    if (music === undefined || this.listening.get()) return;
    this.listening.set({ stage: 'listen', done: 0, total: 0 });
    this.counting = new AbortController();
    try {
      const onEvent = (event: { readonly event: string }): void => void (event.event === 'progress' && this.listening.set(event as JobProgress & { event: string }));
      const grid = await this.helper.request('music.analyse', { source: music }, { onEvent, signal: this.counting.signal });
      this.document.change('', (document) => (document.music === music ? { ...document, grid } : document));
    } catch (error) {
      this.notices.addFailure(toFailure(error));
    } finally {
      this.listening.set(undefined);
    }
  }

  /** Stops a running analysis; the beats stay as they were. */
  stopListening(): void {
    this.counting.abort();
  }

  /** One repair of the grid, as one undo step; `gesture` joins the steps of one drag. */
  edit(edit: GridEdit, gesture = ''): void {
    const { grid } = this.document.present.get();
    if (!grid) return;
    const edited = editGrid(grid, edit);
    if (!edited.ok) return this.notices.addFailure(edited.failure);
    this.document.change(gesture, (document) => ({ ...document, grid: edited.value }));
  }

  recipe(): Recipe {
    return recipes[this.document.present.get().recipe as RecipeId] ?? recipes['rack-focus'];
  }

  values(): ParameterValues {
    const recipe = this.recipe();
    const resolved = resolveValues(recipe, this.document.present.get().values[recipe.id] ?? {});
    if (resolved.ok) return resolved.value;
    const plain = resolveValues(recipe, {});
    return plain.ok ? plain.value : {};
  }

  setValue(name: string, value: ParameterValue): void {
    const { id } = this.recipe();
    this.document.change(`value ${id} ${name}`, (document) => ({ ...document, values: { ...document.values, [id]: { ...document.values[id], [name]: value } } }));
  }

  setValues(recipe: string, values: ParameterValues): void {
    this.document.change('', (document) => ({ ...document, recipe, values: { ...document.values, [recipe]: values } }));
  }

  /** The focus planes that the editor chose for a clip, this one or another. */
  async focusOf(clip: string): Promise<FocusChoices> {
    return clip === this.layer?.clip ? this.document.present.get().focus : (await this.keeper.documentOf(clip)).focus;
  }

  /** Leaves music, recipe and values with other clips too, which the same recipe is put on. */
  async handOn(clips: readonly string[]): Promise<void> {
    const others = new Set(clips.filter((clip) => clip !== this.layer?.clip));
    for (const clip of others) await this.keeper.handOn(clip, this.document.present.get());
  }

  /** What a recipe is planned or previewed from. `clock`: times of the composition for plans, of the clip for previews. `focus`: of another clip. */
  inputs(passport: DepthPassport, clock: 'composition' | 'clip', focus?: FocusChoices): RecipeInputs {
    const document = this.document.present.get();
    return {
      recipe: this.recipe(),
      values: this.values(),
      grid: document.grid ?? silentGrid(this.clipDuration()),
      passport: withFocus(passport, focus ?? document.focus),
      musicOffset: clock === 'composition' ? document.musicOffset : this.musicStart(),
    };
  }

  /** The moments of the music on which the chosen recipe moves, in music time. */
  firing(): MusicEvent[] {
    const { grid } = this.document.present.get();
    const recipe = this.recipe();
    const stream = Object.keys(recipe.events).find((name) => !recipe.events[name].optional);
    if (!grid || stream === undefined) return [];
    return eventsOfStream(stream, { recipe, values: this.values(), grid, passport: noPassport, musicOffset: 0 });
  }

  dispose(): void {
    this.keeper.dispose();
    this.hearing.abort();
    this.counting.abort();
    this.player.dispose();
  }
}
