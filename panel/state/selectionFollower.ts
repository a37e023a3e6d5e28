import type { Failure } from '#contracts/failure';
import type { SelectionReport } from '#contracts/hostProtocol';
import type { HostCapabilities } from '#contracts/hostCapabilities';
import type { AudibleLayer, LayerSelection } from '#contracts/layerSelection';
import { failureOf, toFailure } from '#core/failure/result';
import type { HostClient } from '../bridge/hostClient.js';
import { createStore, type ReadableStore } from './store.js';

export interface Selection {
  readonly capabilities?: HostCapabilities;
  /** The selected layer; the first of several. */
  readonly layer?: LayerSelection;
  /** All selected layers that can be worked on. */
  readonly layers: readonly LayerSelection[];
  /** Path of the project file; empty while it was never saved. */
  readonly project: string;
  /** Layers of the composition that can be heard, from the top. */
  readonly audible: readonly AudibleLayer[];
  /** Why there is nothing to work on. */
  readonly failure?: Failure;
}

/** Time between two looks at the host, milliseconds: quick enough to feel live, slow enough to cost the host nothing (chosen). */
const pause = 700;
/** After a call that found nobody, the next look comes later. */
const pauseWhenLost = 3000;

export const nothingSelected: Selection = { audible: [], layers: [], project: '' };

function failureWith(layer: LayerSelection): Failure | undefined {
  if (layer.trouble) return failureOf(layer.trouble, layer.layerName);
  return layer.sourcePath === '' && layer.proxyReasons.length === 0 ? failureOf('selection.unsupported', layer.layerName) : undefined;
}

/** Reads a report: layers that can all be worked on are a selection, anything else says what to do. */
export function selectionOf({ capabilities, layers, audible = [], projectPath = '' }: SelectionReport): Selection {
  const known = { capabilities, audible, project: projectPath, layers: [] };
  if (layers.length === 0) return { ...known, failure: failureOf('selection.empty') };
  const failure = layers.map(failureWith).find((one) => one !== undefined);
  return failure ? { ...known, layer: layers[0], failure } : { ...known, layer: layers[0], layers };
}

/** Follows the host's selection while the panel is to be seen. A host that has no events for it is asked again and again. */
export class SelectionFollower {
  readonly state = createStore<Selection>(nothingSelected);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastText = '';
  private isStopped = false;

  constructor(
    private readonly host: HostClient,
    private readonly isVisible: () => boolean = () => document.visibilityState !== 'hidden',
  ) {}

  get readable(): ReadableStore<Selection> {
    return this.state;
  }

  /** Looks now, and from then on in its rhythm. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    let wait = pause;
    if (this.isVisible()) {
      const selection = await this.host.call('describeSelection', '').then(selectionOf, (error: unknown): Selection => ({ ...nothingSelected, failure: toFailure(error) }));
      if (selection.failure?.code === 'host.bridgeLost') wait = pauseWhenLost;
      this.tell(selection);
    }
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), wait);
  }

  /** Listeners hear of changes only. */
  private tell(selection: Selection): void {
    const text = JSON.stringify(selection);
    if (text === this.lastText) return;
    this.lastText = text;
    this.state.set(selection);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }
}
