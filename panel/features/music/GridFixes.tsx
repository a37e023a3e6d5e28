import type { Seconds } from '#contracts/units';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import type { Taps } from './useTaps.js';

const words = strings.music;
/** One press of a nudge, seconds. */
export const nudgeStep: Seconds = 0.01;

function UndoButtons(): React.JSX.Element {
  const { bench } = useSession();
  const { canUndo, canRedo } = useStore(bench.document.steps);
  return (
    <div className="row tight">
      <button type="button" className="button small" disabled={!canUndo} aria-label={words.undo} title={words.undo} onClick={() => bench.document.undo()}><Icon name="undo" /></button>
      <button type="button" className="button small" disabled={!canRedo} aria-label={words.redo} title={words.redo} onClick={() => bench.document.redo()}><Icon name="redo" /></button>
    </div>
  );
}

/** What was done to the beats in the composition, brought here. */
function ReadBack({ has }: { readonly has: boolean }): React.JSX.Element {
  const session = useSession();
  const { layers, failure } = useStore(session.selection.state);
  const can = has && failure === undefined && layers.length === 1;
  return <button type="button" className="button small" disabled={!can} title={layers.length > 1 ? words.readBackOne : words.readBackHint} onClick={() => void session.attempt(() => session.projectActions.readBack())}>{words.readBack}</button>;
}

/** The repairs that most songs need, each one press and one undo step. */
export function GridFixes({ selected, taps }: { readonly selected: Seconds | undefined; readonly taps: Taps }): React.JSX.Element {
  const { bench } = useSession();
  const { grid } = useStore(bench.document.present);
  const { count, tap } = taps;
  const here = (): Seconds => selected ?? bench.player.time() - bench.musicStart();
  const has = grid !== undefined;
  const button = (name: string, hint: string, press: () => void, isOn = has): React.JSX.Element => (
    <button key={hint} type="button" className="button small" title={hint} disabled={!isOn} onClick={press}>{name}</button>
  );
  return (
    <div className="card">
      <div className="row spread"><h3>{words.fixes}</h3><UndoButtons /></div>
      <div className="row tight">
        {button('½', words.halve, () => bench.edit({ kind: 'halve' }))}
        {button('×2', words.double, () => bench.edit({ kind: 'double' }))}
        {button('×3', words.triple, () => bench.edit({ kind: 'triple' }))}
        {button(words.one, words.oneHint, () => bench.edit({ kind: 'setDownbeat', time: here() }))}
        {button(words.off, words.offHint, () => bench.edit({ kind: 'shift', eighths: 1 }))}
      </div>
      <div className="row tight">
        {button('◂ 10 ms', words.earlier, () => bench.edit({ kind: 'nudge', seconds: -nudgeStep }))}
        {button('10 ms ▸', words.later, () => bench.edit({ kind: 'nudge', seconds: nudgeStep }))}
        {button(words.add, words.addHint, () => bench.edit({ kind: 'add', time: bench.player.time() - bench.musicStart() }))}
        {button(words.delete, words.deleteHint, () => bench.edit({ kind: 'delete', time: here() }), has && selected !== undefined)}
        {button(count > 0 ? words.taps(count) : words.tap, words.tapHint, tap)}
      </div>
      <div className="row spread">
        <label className="field field-fit">
          <span className="field-name">{words.bar}</span>
          <select disabled={!has} value={grid?.metre.beatsPerBar ?? 4} onChange={({ target }) => bench.edit({ kind: 'setMetre', beatsPerBar: Number(target.value) })}>
            {[2, 3, 4, 5, 6, 7, 8].map((beats) => <option key={beats} value={beats}>{beats}</option>)}
          </select>
        </label>
        <div className="row tight">
          <ReadBack has={has} />
          <button type="button" className="button small" title={words.againHint} onClick={() => void bench.analyse()}>{words.again}</button>
        </div>
      </div>
    </div>
  );
}
