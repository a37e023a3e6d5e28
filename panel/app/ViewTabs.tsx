import { Icon } from '../controls/Icon.js';
import { viewNames, type ViewName } from '../state/preferences.js';
import { useStore } from '../state/useStore.js';
import { strings } from '../strings.js';
import { useSession } from './useSession.js';

/** Arrow keys move between tabs, as the ARIA practices for tabs ask. */
function neighbour(view: ViewName, key: string): ViewName | undefined {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step === undefined) return undefined;
  return viewNames[(viewNames.indexOf(view) + step + viewNames.length) % viewNames.length];
}

export function ViewTabs(): React.JSX.Element {
  const { preferences } = useSession();
  const { view } = useStore(preferences);
  const choose = (name: ViewName): void => preferences.update((now) => ({ ...now, view: name }));
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const next = neighbour(view, event.key);
    if (!next) return;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <nav className="tabs" role="tablist" onKeyDown={onKeyDown}>
      {viewNames.map((name) => (
        <button key={name} id={`tab-${name}`} type="button" role="tab" className="tab" aria-selected={name === view} aria-controls="view" tabIndex={name === view ? 0 : -1} onClick={() => choose(name)}>
          <Icon name={name} />
          <span className="tab-name">{strings.views[name]}</span>
        </button>
      ))}
    </nav>
  );
}
