import { MOST_TILES } from '#core/depth/tileLayout';
import type { ListedModel } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { useStore } from '../../state/useStore.js';
import { takesTiles } from '../../state/models.js';
import { remedyOf, strings } from '../../strings.js';
import { DraftAdvice } from '../models/DraftAdvice.js';

function HelperTrouble(): React.JSX.Element | null {
  const { helper } = useSession().ports;
  const state = useStore(helper.state);
  if (state.kind === 'ready') return null;
  if (state.kind === 'starting') return <p className="faint" role="status">{strings.helper.starting}</p>;
  return (
    <div className="notice bad" role="alert">
      <div className="notice-words">
        {state.failure.message} <span className="faint">{state.failure.code === 'helper.lost' ? strings.helper.startHint : remedyOf(state.failure)}</span>
        {state.failure.detail ? <pre>{state.failure.detail.slice(-600)}</pre> : null}
      </div>
      <button type="button" className="button" onClick={() => helper.restart()}>
        {strings.helper.again}
      </button>
    </div>
  );
}

function ModelChoice({ models }: { readonly models: readonly ListedModel[] }): React.JSX.Element {
  const { preferences } = useSession();
  const { model } = useStore(preferences);
  const fallback = models.find(({ isDefault }) => isDefault)?.row.id ?? '';
  return (
    <label className="field">
      <span className="field-name">{strings.generate.model}</span>
      <select aria-label={strings.generate.model} value={model ?? fallback} onChange={({ target }) => preferences.update((now) => ({ ...now, model: target.value === fallback ? undefined : target.value }))}>
        {models.map(({ row }) => (
          <option key={row.id} value={row.id}>
            {row.title}
          </option>
        ))}
      </select>
    </label>
  );
}

function SizeChoice(): React.JSX.Element {
  const { preferences } = useSession();
  const { quality } = useStore(preferences);
  return (
    <label className="field field-short">
      <span className="field-name">{strings.generate.quality}</span>
      <select aria-label={strings.generate.quality} value={quality} onChange={({ target }) => preferences.update((now) => ({ ...now, quality: target.value === 'half' ? 'half' : 'native' }))}>
        <option value="native">{strings.generate.native}</option>
        <option value="half">{strings.generate.half}</option>
      </select>
    </label>
  );
}

function TilesChoice({ models }: { readonly models: readonly ListedModel[] }): React.JSX.Element {
  const { preferences } = useSession();
  const { model, tiles = 1 } = useStore(preferences);
  const isOffered = takesTiles(models, model);
  return (
    <label className="field field-tiles" title={isOffered ? strings.generate.tilesHint : strings.generate.noTilesHint}>
      <select aria-label={strings.generate.tiles} disabled={!isOffered} value={isOffered ? tiles : 1} onChange={({ target }) => preferences.update((now) => ({ ...now, tiles: target.value === '1' ? undefined : Number(target.value) }))}>
        {Array.from({ length: MOST_TILES }, (_, i) => (
          <option key={i} value={i + 1}>
            {strings.generate.tilesOf(i + 1)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One main button, model, size and tiles beside it, one frame first for those who want to see before they wait. */
export function GenerateBar(): React.JSX.Element {
  const session = useSession();
  const models = useStore(session.models.list);
  const layer = useStore(session.layer);
  const { failure } = useStore(session.selection.state);
  const { importWhenDone } = useStore(session.preferences);
  const isReady = useStore(session.ports.helper.state).kind === 'ready';
  const preparing = useStore(session.preparing);
  const canStart = isReady && layer !== undefined && failure === undefined && preparing === undefined;
  return (
    <div className="generate">
      <HelperTrouble />
      <div className="generate-row">
        <button type="button" className="button action" disabled={!canStart} onClick={() => void session.generate('whole')}>
          {strings.generate.main}
        </button>
        <button type="button" className="button" disabled={!canStart} title={strings.generate.sampleHint} onClick={() => void session.generate('sample')}>
          {strings.generate.sample}
        </button>
      </div>
      <div className="generate-row">
        <ModelChoice models={models.filter(({ isInstalled }) => isInstalled)} />
        <SizeChoice />
        <TilesChoice models={models} />
        <label className="check">
          <input type="checkbox" checked={importWhenDone} onChange={({ target }) => session.preferences.update((now) => ({ ...now, importWhenDone: target.checked }))} />
          {strings.generate.importWhenDone}
        </label>
      </div>
      {preparing !== undefined && <p className="busy" role="status">{preparing}</p>}
      <DraftAdvice models={models} />
    </div>
  );
}
