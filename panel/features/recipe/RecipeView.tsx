import { useState } from 'react';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { ParameterControl } from '../../controls/ParameterControl.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { Transport } from '../music/Transport.js';
import { LivePreview } from './LivePreview.js';
import { Presets } from './Presets.js';
import { RecipeCards } from './RecipeCards.js';

const words = strings.recipe;

function Parameters(): React.JSX.Element {
  const { bench } = useSession();
  useStore(bench.document.present);
  const recipe = bench.recipe();
  const values = bench.values();
  return (
    <div className="card">
      <div className="row spread"><h3>{recipe.title}</h3><Presets /></div>
      <p className="faint">{recipe.sentence}</p>
      <div className="parameters">
        {recipe.parameters.map((parameter) => <ParameterControl key={parameter.name} parameter={parameter} value={values[parameter.name]} onChange={(value) => bench.setValue(parameter.name, value)} />)}
      </div>
    </div>
  );
}

/** Apply, and what can be done with an applied recipe. One at a time: each is one undo step of the host. */
function Actions(): React.JSX.Element {
  const session = useSession();
  const pass = useStore(session.shown);
  const { failure } = useStore(session.selection.state);
  const [isBusy, setBusy] = useState(false);
  const canChange = failure === undefined && !isBusy;
  const can = pass !== undefined && canChange;
  const run = (action: () => Promise<void>) => async (): Promise<void> => {
    setBusy(true);
    await session.attempt(action);
    setBusy(false);
  };
  const { projectActions: actions } = session;
  return (
    <div className="row actions">
      <button type="button" className="button action grow" disabled={!can} onClick={() => void run(() => actions.apply())()}>{words.apply}</button>
      <button type="button" className="button" disabled={!can} title={words.resyncHint} onClick={() => void run(() => actions.resync())()}>{words.resync}</button>
      <button type="button" className="button" disabled={!canChange} title={words.bakeHint} onClick={() => void run(() => actions.bake())()}>{words.bake}</button>
      <button type="button" className="button" disabled={!canChange} title={words.removeHint} onClick={() => void run(() => actions.remove())()}>{words.remove}</button>
    </div>
  );
}

/** Choose what the music does with depth, see it, put it into the project. */
export function RecipeView(): React.JSX.Element {
  const session = useSession();
  const pass = useStore(session.shown);
  const { grid } = useStore(session.bench.document.present);
  if (!pass) return <div className="empty"><Icon name="recipe" /><p>{words.empty}</p></div>;
  return (
    <div className="columns two">
      <div className="columns">
        <LivePreview pass={pass} />
        <Transport />
        {!grid && <p className="faint">{words.noBeats}</p>}
        <RecipeCards />
      </div>
      <div className="columns">
        <Parameters />
        <Actions />
      </div>
    </div>
  );
}
