import { useState } from 'react';
import type { HelperRequests } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { strings } from '../../strings.js';

const words = strings.models;

type Providers = HelperRequests['providers.list']['result'];

/** What this machine can run networks on. Each way is tried once for real, which takes seconds, so only when asked. */
export function ProviderTable(): React.JSX.Element {
  const session = useSession();
  const [providers, setProviders] = useState<Providers | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const check = (): void => {
    setBusy(true);
    void session.attempt(async () => setProviders(await session.ports.helper.request('providers.list', {}))).finally(() => setBusy(false));
  };
  return (
    <div className="card">
      <div className="row spread"><h3>{words.providers}</h3><button type="button" className="button small" disabled={isBusy} onClick={check}>{isBusy ? words.checking : words.check}</button></div>
      {providers && (
        <table className="providers">
          <tbody>
            {providers.map(({ name, works, milliseconds, reason }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={works ? 'good' : 'faint'}>
                  {works ? words.works(milliseconds ?? 0) : words.worksNot}
                  {reason !== undefined && <details><summary>{strings.notice.details}</summary><pre>{reason}</pre></details>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!providers && <p className="faint">{words.checkHint}</p>}
    </div>
  );
}
