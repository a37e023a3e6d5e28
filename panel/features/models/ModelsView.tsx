import { useState } from 'react';
import type { ListedModel } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { addModelFile } from './addModelFile.js';
import { canFetch } from './modelFacts.js';
import { ModelRowView } from './ModelRowView.js';
import { ProviderTable } from './ProviderTable.js';

const words = strings.models;

/** Installed ones come first, then what can be downloaded here, then the rest; each group as the registry has it. */
function rankOf(model: ListedModel): number {
  if (model.isInstalled) return 0;
  return canFetch(model) ? 1 : 2;
}

/** The networks there are, and what this machine runs them on. */
export function ModelsView(): React.JSX.Element {
  const session = useSession();
  const models = useStore(session.models.list);
  const state = useStore(session.ports.helper.state);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = models.filter(({ row }) => `${row.title} ${row.family} ${row.id}`.toLowerCase().includes(wanted));
  const order = [...shown].sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <>
      <div className="row">
        <input type="text" className="grow" placeholder={words.search} aria-label={words.search} value={text} onChange={({ target }) => setText(target.value)} />
        <button type="button" className="button small" onClick={() => void addModelFile(session)}><Icon name="folder" /> {words.add}</button>
      </div>
      <ProviderTable />
      <ul className="models">{order.map((model) => <ModelRowView key={model.row.id} model={model} />)}</ul>
      {state.kind === 'ready' && <p className="faint">{strings.helper.ready(state.hello.version)}</p>}
    </>
  );
}
