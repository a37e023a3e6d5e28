import { useEffect } from 'react';
import { DepthView } from '../features/depth/DepthView.js';
import { GenerateBar } from '../features/flow/GenerateBar.js';
import { JobList } from '../features/flow/JobList.js';
import { SelectionLine } from '../features/flow/SelectionLine.js';
import { ModelsView } from '../features/models/ModelsView.js';
import { MusicView } from '../features/music/MusicView.js';
import { RecipeView } from '../features/recipe/RecipeView.js';
import type { ViewName } from '../state/preferences.js';
import { useStore } from '../state/useStore.js';
import { themeVariables } from '../theme/palette.js';
import { LogView } from './LogView.js';
import { MenuButton } from './MenuButton.js';
import { NoticeList } from './NoticeList.js';
import { Rescue } from './Rescue.js';
import type { Session } from './session.js';
import { usePanelMenu } from './usePanelMenu.js';
import { SessionContext } from './useSession.js';
import { ViewTabs } from './ViewTabs.js';

const views: { readonly [Name in ViewName]: () => React.JSX.Element } = { depth: DepthView, music: MusicView, recipe: RecipeView, models: ModelsView };

/** Writes the host's colours and font size into the page, and again whenever they change. */
function useTheme(session: Session): void {
  const theme = useStore(session.ports.theme);
  useEffect(() => {
    for (const [name, value] of Object.entries(themeVariables(theme))) document.documentElement.style.setProperty(name, value);
  }, [theme]);
}

export function App({ session }: { readonly session: Session }): React.JSX.Element {
  useTheme(session);
  const menu = usePanelMenu(session);
  const { view } = useStore(session.preferences);
  const View = views[view];
  return (
    <SessionContext value={session}>
      <Rescue>
        <header className="flow">
          <SelectionLine />
          <GenerateBar />
        </header>
        <div className="bar-row">
          <ViewTabs />
          {!session.ports.menu && <MenuButton {...menu} />}
        </div>
        <main id="view" className="view" role="tabpanel" aria-labelledby={`tab-${view}`}>
          <Rescue key={view}>
            <View />
          </Rescue>
        </main>
        <NoticeList />
        <JobList />
        <LogView />
      </Rescue>
    </SessionContext>
  );
}
