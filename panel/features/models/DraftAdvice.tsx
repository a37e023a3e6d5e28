import type { ListedModel } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { DownloadProgress } from './DownloadProgress.js';
import { canFetch, sizeOf } from './modelFacts.js';
import { useDownload } from './useDownload.js';

const words = strings.models;

function BetterModel({ better, onChange }: { readonly better: ListedModel; readonly onChange: () => void }): React.JSX.Element {
  const { preferences } = useSession();
  const choose = (): void => preferences.update((now) => ({ ...now, model: better.row.id }));
  const fetched = (): void => {
    choose();
    onChange();
  };
  const { share, start, cancel } = useDownload(better.row.id, fetched);
  return (
    <div className="row">
      <span className="faint grow">{words.draft(better.row.title)}</span>
      {better.isInstalled && <button type="button" className="button small" onClick={choose}>{words.use}</button>}
      {!better.isInstalled && share === undefined && canFetch(better) && (
        <button type="button" className="button small" onClick={() => start(false)}>{[words.download, sizeOf(better)].filter(Boolean).join(', ')}</button>
      )}
      {share !== undefined && <DownloadProgress share={share} cancel={cancel} />}
    </div>
  );
}

/** Beside the choice of a draft: what is better for work that others will see, one click away. */
export function DraftAdvice({ models, onChange }: { readonly models: readonly ListedModel[]; readonly onChange: () => void }): React.JSX.Element | null {
  const { model: chosen } = useStore(useSession().preferences);
  const current = models.find(({ row, isDefault }) => (chosen === undefined ? isDefault : row.id === chosen));
  const better = models.find(({ row }) => row.id === current?.row.draft?.instead);
  return better === undefined ? null : <BetterModel better={better} onChange={onChange} />;
}
