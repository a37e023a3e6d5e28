import { useCallback, useState } from 'react';
import type { Seconds } from '#contracts/units';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { NumberField } from '../../controls/NumberField.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { GridFixes } from './GridFixes.js';
import { MusicSource } from './MusicSource.js';
import { Threshold } from './Threshold.js';
import { Timeline } from './Timeline.js';
import { clampWindow, zoomAt, type TimeWindow } from './timeWindow.js';
import { Transport } from './Transport.js';
import { useMusicKeys } from './useMusicKeys.js';
import { useTaps } from './useTaps.js';

const words = strings.music;
/** Compositions last three hours at most; music may have begun as long before. Seconds. */
const latest = 10_800;

function Listening(): React.JSX.Element | null {
  const { bench } = useSession();
  const progress = useStore(bench.listening);
  if (!progress) return null;
  const share = progress.total > 0 ? `${Math.round((100 * progress.done) / progress.total)} %` : '';
  return (
    <div className="row spread">
      <p className="faint" role="status">{words.listening} {progress.stage === 'listen' ? share : ''}</p>
      <button type="button" className="button small" onClick={() => bench.stopListening()}>{strings.jobs.cancel}</button>
    </div>
  );
}

function GridFacts(): React.JSX.Element | null {
  const { grid } = useStore(useSession().bench.document.present);
  if (!grid) return null;
  const facts = [words.tempo(grid.tempo), words.metre(grid.metre.beatsPerBar), words.beats(grid.beats.length), words.sure(grid.confidence), ...(grid.provenance.edits.length > 0 ? [words.edits(grid.provenance.edits.length)] : [])];
  return <p className="faint number" data-testid="grid-facts">{facts.join(' · ')}</p>;
}

function ZoomButtons({ onZoom }: { readonly onZoom: (factor: number) => void }): React.JSX.Element {
  return (
    <div className="row tight">
      <button type="button" className="button small" aria-label={words.closer} title={words.closer} onClick={() => onZoom(0.5)}>+</button>
      <button type="button" className="button small" aria-label={words.wider} title={words.wider} onClick={() => onZoom(2)}>−</button>
      <button type="button" className="button small" title={words.all} onClick={() => onZoom(Infinity)}>{words.all}</button>
    </div>
  );
}

/** The music of the clip: see it, hear it with clicks, repair it with one key. */
export function MusicView(): React.JSX.Element {
  const session = useSession();
  const { bench } = session;
  const document = useStore(bench.document.present);
  const soundtrack = useStore(bench.soundtrack);
  const layer = useStore(session.layer);
  const duration = soundtrack?.duration ?? document.grid?.duration ?? 10;
  const [wanted, setWindow] = useState<TimeWindow>({ from: 0, span: Infinity });
  const [selected, setSelected] = useState<Seconds | undefined>(undefined);
  const window = clampWindow(wanted, duration);
  const changeWindow = useCallback((change: (window: TimeWindow) => TimeWindow) => setWindow((now) => change(clampWindow(now, duration))), [duration]);
  const taps = useTaps();
  const zoom = (factor: number): void => changeWindow((now) => zoomAt(now, factor, 0.5, duration));
  const onKeyDown = useMusicKeys({ selected, onSelect: setSelected, onTap: taps.tap, onZoom: zoom });
  if (!layer) return <div className="empty"><Icon name="music" /><p>{words.noClip}</p></div>;
  return (
    <div className="columns" data-keys="music" onKeyDown={onKeyDown} tabIndex={-1}>
      <MusicSource />
      <Listening />
      {document.music !== undefined && (
        <>
          <Timeline window={window} onWindow={changeWindow} duration={duration} selected={selected} onSelect={setSelected} />
          <div className="row spread">
            <Transport />
            <ZoomButtons onZoom={zoom} />
          </div>
          <GridFacts />
          <div className="columns two">
            <GridFixes selected={selected} taps={taps} />
            <div className="card">
              <Threshold />
              <div className="row" title={words.offsetHint}>
                <NumberField name={words.offset} value={document.musicOffset} minimum={-latest} maximum={latest} step={0.001} onChange={(musicOffset) => bench.document.change('offset', (now) => ({ ...now, musicOffset }))} />
                <span className="faint">{strings.units.seconds}</span>
              </div>
            </div>
          </div>
        </>
      )}
      {document.music === undefined && <div className="empty"><Icon name="music" /><p>{words.empty}</p></div>}
    </div>
  );
}
