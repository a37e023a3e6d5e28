import { useRef, useState } from 'react';
import type { ListedModel } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';

const words = strings.models;

function sizeOf({ row }: ListedModel): string {
  const bytes = row.files.find(({ confirmed, bytes: known }) => confirmed && known !== undefined)?.bytes ?? row.files[0]?.bytes;
  return bytes === undefined ? '' : words.megabytes(bytes / 1_000_000);
}

const canFetch = ({ row }: ListedModel): boolean => row.files.some(({ url, confirmed }) => url !== undefined && confirmed);

/** A download with its share done; cancelling keeps what came, so the next try goes on. */
function useDownload(model: ListedModel, onDone: () => void) {
  const session = useSession();
  const controller = useRef<AbortController | undefined>(undefined);
  const [share, setShare] = useState<number | undefined>(undefined);
  const start = (acceptLicence: boolean): void => {
    controller.current = new AbortController();
    setShare(0);
    const { signal } = controller.current;
    void session
      .attempt(async () => {
        await session.ports.helper.request('models.fetch', { id: model.row.id, acceptLicence }, { signal, onEvent: (event) => event.event === 'progress' && setShare(event.total > 0 ? event.done / event.total : 0) });
        onDone();
      })
      .finally(() => setShare(undefined));
  };
  return { share, start, cancel: () => controller.current?.abort() };
}

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
export function ModelRowView({ model, onChange }: { readonly model: ListedModel; readonly onChange: () => void }): React.JSX.Element {
  const session = useSession();
  const { model: chosen } = useStore(session.preferences);
  const [isAccepted, setAccepted] = useState(false);
  const { share, start, cancel } = useDownload(model, onChange);
  const { row, isInstalled, isDefault } = model;
  const isChosen = chosen === row.id || (chosen === undefined && isDefault);
  const choose = (): void => session.preferences.update((now) => ({ ...now, model: isDefault ? undefined : row.id }));
  const remove = (): void => void session.attempt(() => session.ports.helper.request('models.remove', { id: row.id }).then(onChange));
  const isBundled = row.files.some(({ path }) => path !== undefined);
  return (
    <li className={isChosen ? 'card model chosen' : 'card model'}>
      <div className="row spread"><h3 className="cut">{row.title}</h3><span className="tag">{isInstalled ? words.installed : sizeOf(model) || words.unknownSize}</span></div>
      <p>{row.advice}</p>
      <Licence model={model} isAccepted={isAccepted} onAccept={setAccepted} />
      <div className="row">
        {isInstalled && <button type="button" className={isChosen ? 'button small pressed' : 'button small'} aria-pressed={isChosen} onClick={choose}>{isChosen ? words.inUse : words.use}</button>}
        {isInstalled && !isBundled && <button type="button" className="button small" onClick={remove}>{words.remove}</button>}
        {!isInstalled && share === undefined && canFetch(model) && <button type="button" className="button small" disabled={row.licence.commercial !== 'yes' && !isAccepted} onClick={() => start(isAccepted)}>{words.download}</button>}
        {!isInstalled && !canFetch(model) && <span className="faint">{words.sideOnly}</span>}
        {share !== undefined && (
          <>
            <span className="number">{Math.round(share * 100)} %</span>
            <div className="bar grow" role="progressbar" aria-valuenow={Math.round(share * 100)}><svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect width={share * 100} height="1" /></svg></div>
            <button type="button" className="button small" onClick={cancel}>{strings.jobs.cancel}</button>
          </>
        )}
      </div>
    </li>
  );
}
