import type { DepthPassport } from '#contracts/depthAsset';
import type { Unit } from '#contracts/units';
import { useSession } from '../../app/useSession.js';
import { NumberField } from '../../controls/NumberField.js';
import { Segments } from '../../controls/Segments.js';
import { shotAt, withFocus } from '../../state/clipDocument.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { Histogram } from './Histogram.js';

const words = strings.depth;
export type FocusPlane = 'near' | 'far';

interface FocusCardProps {
  readonly passport: DepthPassport;
  readonly frame: number;
  readonly depth: ImageBitmap | undefined;
  readonly pick: FocusPlane;
  readonly onPick: (plane: FocusPlane) => void;
}

/** Where the two focus planes of this shot lie: as handles on its depths, as numbers, and what a click in the picture sets. */
export function FocusCard({ passport, frame, depth, pick, onPick }: FocusCardProps): React.JSX.Element {
  const { bench } = useSession();
  const { focus } = useStore(bench.document.present);
  const shot = withFocus(passport, focus).shots[shotAt(passport, frame)];
  const key = String(shot.first);
  const set = (plane: FocusPlane, value: Unit): void => bench.document.change(`focus ${key} ${plane}`, (now) => ({ ...now, focus: { ...now.focus, [key]: { ...now.focus[key], [plane]: value } } }));
  const reset = (): void => bench.document.change('', (now) => ({ ...now, focus: Object.fromEntries(Object.entries(now.focus).filter(([first]) => first !== key)) }));
  return (
    <div className="card">
      <div className="row spread">
        <h3>{words.focus}</h3>
        <button type="button" className="button small" disabled={!focus[key]} title={words.resetHint} onClick={reset}>{words.reset}</button>
      </div>
      <Histogram depth={depth} near={shot.nearFocus} far={shot.farFocus} onChange={set} />
      <div className="row" data-testid="focus">
        <span className="dot far" /><NumberField name={words.far} value={shot.farFocus} step={0.001} minimum={0} maximum={1} onChange={(value) => set('far', value)} />
        <span className="grow" />
        <span className="dot near" /><NumberField name={words.near} value={shot.nearFocus} step={0.001} minimum={0} maximum={1} onChange={(value) => set('near', value)} />
      </div>
      <div className="row">
        <span className="faint grow" title={words.pickHint}>{words.pick}</span>
        <Segments label={words.pick} options={words.picks} value={pick} onChange={onPick} />
      </div>
    </div>
  );
}
