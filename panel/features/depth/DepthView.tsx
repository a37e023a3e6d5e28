import { useState } from 'react';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Unit } from '#contracts/units';
import { frameIndexToSeconds } from '#core/time/frameRate';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { Segments } from '../../controls/Segments.js';
import { shotAt, withFocus } from '../../state/clipDocument.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { DepthPicture, type DepthMode } from './DepthPicture.js';
import { Histogram } from './Histogram.js';
import { ShotList } from './ShotList.js';
import { useFrameIndex, usePictures } from './usePass.js';

const words = strings.depth;

function Scrubber({ passport, frame }: { readonly passport: DepthPassport; readonly frame: number }): React.JSX.Element {
  const { bench } = useSession();
  const { frames, frameRate } = passport;
  return (
    <div className="row">
      <input type="range" className="grow" aria-label={words.scrub} min={frames.first} max={frames.last} step={1} value={frame} onChange={({ target }) => bench.player.seek(frameIndexToSeconds(Number(target.value), frameRate) + 1e-6)} />
      <span className="number faint">{frame} / {frames.last}</span>
    </div>
  );
}

function EightBitWarning(): React.JSX.Element | null {
  const { capabilities } = useStore(useSession().selection.state);
  if (capabilities?.bitsPerChannel !== 8) return null;
  return <div className="notice warn"><span className="notice-words">{words.eightBit}</span></div>;
}

function FocusCard({ passport, frame, depth, pick, onPick }: { readonly passport: DepthPassport; readonly frame: number; readonly depth: ImageBitmap | undefined; readonly pick: 'near' | 'far'; readonly onPick: (plane: 'near' | 'far') => void }): React.JSX.Element {
  const { bench } = useSession();
  const { focus } = useStore(bench.document.present);
  const shot = withFocus(passport, focus).shots[shotAt(passport, frame)];
  const key = String(shot.first);
  const set = (plane: 'near' | 'far', value: Unit): void => bench.document.change(`focus ${key} ${plane}`, (now) => ({ ...now, focus: { ...now.focus, [key]: { ...now.focus[key], [plane]: value } } }));
  const reset = (): void => bench.document.change('', (now) => ({ ...now, focus: Object.fromEntries(Object.entries(now.focus).filter(([first]) => first !== key)) }));
  return (
    <div className="card">
      <div className="row spread">
        <h3>{words.focus}</h3>
        <button type="button" className="button small" disabled={!focus[key]} onClick={reset}>{words.reset}</button>
      </div>
      <Histogram depth={depth} near={shot.nearFocus} far={shot.farFocus} onChange={set} />
      <div className="row spread">
        <span className="number" data-testid="focus">{words.planes(shot.farFocus, shot.nearFocus)}</span>
        <Segments label={words.pick} options={words.picks} value={pick} onChange={onPick} />
      </div>
      <p className="faint">{words.pickHint}</p>
    </div>
  );
}

/** The pass of the clip: look at it, check it, and say where focus lies. */
export function DepthView(): React.JSX.Element {
  const session = useSession();
  const pass = useStore(session.shown);
  const frame = useFrameIndex();
  const shown = usePictures(frame);
  const [mode, setMode] = useState<DepthMode>('split');
  const [pick, setPick] = useState<'near' | 'far'>('near');
  if (!pass) return <div className="empty"><Icon name="depth" /><p>{words.empty}</p></div>;
  const { passport, folder } = pass;
  const shape = (passport.sourceSize.width * passport.pixelAspect) / passport.sourceSize.height;
  const sample = (x: Unit, y: Unit): void =>
    void session.attempt(async () => {
      const { depth } = await session.ports.helper.request('depth.at', { folder, frame, x, y });
      const key = String(passport.shots[shotAt(passport, frame)].first);
      session.bench.document.change('', (now) => ({ ...now, focus: { ...now.focus, [key]: { ...now.focus[key], [pick]: depth } } }));
    });
  return (
    <>
      <EightBitWarning />
      <div className="columns two">
        <div className="columns">
          <Segments label={words.mode} options={words.modes} value={mode} onChange={setMode} />
          {shown ? <DepthPicture shown={shown} mode={mode} shape={shape} onPick={sample} /> : <div className="empty" />}
          <Scrubber passport={passport} frame={frame} />
        </div>
        <div className="columns">
          <FocusCard passport={passport} frame={frame} depth={shown?.pictures.depth} pick={pick} onPick={setPick} />
          <ShotList frame={frame} />
        </div>
      </div>
    </>
  );
}
