import { useState } from 'react';
import type { ListedModel } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { addModelFile } from './addModelFile.js';
import { DownloadProgress } from './DownloadProgress.js';
import { addressesOf, canFetch, sizeOf } from './modelFacts.js';

const words = strings.models;

function Licence({ model, isAccepted, onAccept }: { readonly model: ListedModel; readonly isAccepted: boolean; readonly onAccept: (is: boolean) => void }): React.JSX.Element {
  const { licence } = model.row;
  return (
    <>
      <p className="faint">{words.licence(licence.id, words.uses[licence.commercial])}{licence.note ? ` ${licence.note}` : ''}</p>
      {licence.commercial !== 'yes' && !model.isInstalled && canFetch(model) && (
        <label className="check"><input type="checkbox" checked={isAccepted} onChange={({ target }) => onAccept(target.checked)} />{words.accept}</label>
      )}
    </>
  );
}

/** One model: what it is good for, its licence, and what can be done with it. */
export function ModelRowView({ model }: { readonly model: ListedModel }): React.JSX.Element {
  const session = useSession();
  const { model: chosen } = useStore(session.preferences);
  const [isAccepted, setAccepted] = useState(false);
  const { row, isInstalled, isDefault } = model;
  const { models } = session;
  const share = useStore(models.downloads)[row.id];
  const isChosen = chosen === row.id || (chosen === undefined && isDefault);
  const choose = (): void => session.preferences.update((now) => ({ ...now, model: isDefault ? undefined : row.id }));
  const remove = (): void =>
    void session.attempt(async () => {
      await session.ports.helper.request('models.remove', { id: row.id });
      // What is gone cannot stay chosen.
      session.preferences.update((now) => (now.model === row.id ? { ...now, model: undefined } : now));
      await models.reload();
    });
  // A licence without restrictions is taken with the button below it.
  const isTaken = isAccepted || row.licence.commercial === 'yes';
  const tag = isInstalled ? words.installed : sizeOf(model);
  const addresses = isInstalled || canFetch(model) ? [] : addressesOf(model);
  const isBundled = row.files.some(({ path }) => path !== undefined);
  return (
    <li className={isChosen ? 'card model chosen' : 'card model'}>
      <div className="row spread"><h3 className="cut">{row.title}</h3>{tag !== '' && <span className="tag">{tag}</span>}</div>
      <p>{row.advice}</p>
      <Licence model={model} isAccepted={isAccepted} onAccept={setAccepted} />
      {addresses.length > 0 && <p className="faint address">{words.foundAt(addresses)}</p>}
      <div className="row">
        {isInstalled && <button type="button" className={isChosen ? 'button small pressed' : 'button small'} aria-pressed={isChosen} onClick={choose}>{isChosen ? words.inUse : words.use}</button>}
        {isInstalled && !isBundled && <button type="button" className="button small" onClick={remove}>{words.remove}</button>}
        {!isInstalled && share === undefined && canFetch(model) && <button type="button" className="button small" disabled={!isTaken} onClick={() => void models.download(row.id, isTaken)}>{words.download}</button>}
        {!isInstalled && !canFetch(model) && <span className="faint grow">{words.sideOnly}</span>}
        {!isInstalled && share === undefined && <button type="button" className="button small" title={words.addListedHint} onClick={() => void addModelFile(session, model)}>{words.addListed}</button>}
        {share !== undefined && <DownloadProgress share={share} name={row.title} onCancel={() => models.cancel(row.id)} />}
      </div>
    </li>
  );
}
