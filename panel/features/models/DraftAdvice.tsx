import type { ListedModel } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { DownloadProgress } from './DownloadProgress.js';
import { canFetch, sizeOf } from './modelFacts.js';

const words = strings.models;

function BetterModel({ better }: { readonly better: ListedModel }): React.JSX.Element {
  const { preferences, models } = useSession();
  const share = useStore(models.downloads)[better.row.id];
  const choose = (): void => preferences.update((now) => ({ ...now, model: better.row.id }));
  const fetch = async (): Promise<void> => {
    // Its licence is written on the button.
    if (await models.download(better.row.id, true)) choose();
  };
  const { title, licence } = better.row;
  return (
    <div className="row advice" title={`${words.draftHint(title)} ${words.licence(licence.id, words.uses[licence.commercial])}`}>
      <span className="faint">{words.draft}</span>
      {better.isInstalled && <button type="button" className="link" onClick={choose}>{words.useBetter(title)}</button>}
      {!better.isInstalled && share === undefined && canFetch(better) && <button type="button" className="link" onClick={() => void fetch()}>{words.getBetter(title, sizeOf(better), licence.id)}</button>}
      {share !== undefined && <DownloadProgress share={share} name={title} onCancel={() => models.cancel(better.row.id)} />}
    </div>
  );
}

/** Beside the choice of a draft: what is better for work that others will see, one click away. */
export function DraftAdvice({ models }: { readonly models: readonly ListedModel[] }): React.JSX.Element | null {
  const { model: chosen } = useStore(useSession().preferences);
  const current = models.find(({ row, isDefault }) => (chosen === undefined ? isDefault : row.id === chosen));
  const better = models.find(({ row }) => row.id === current?.row.draft?.instead);
  return better === undefined ? null : <BetterModel better={better} />;
}
