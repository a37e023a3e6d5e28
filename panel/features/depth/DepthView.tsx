import { useState } from 'react';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Unit } from '#contracts/units';
import { frameIndexToSeconds } from '#core/time/frameRate';
import { fileName } from '../../app/formatTime.js';
import type { Session } from '../../app/session.js';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { Segments } from '../../controls/Segments.js';
import { shotAt } from '../../state/clipDocument.js';
import { isOneFrame } from '../../state/clipPass.js';
import { isOpen } from '../../state/depthJob.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { DepthPicture } from './DepthPicture.js';
import { FocusCard, type FocusPlane } from './FocusCard.js';
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

/** Opens the page about the shots that lies beside the pass; a browser says where it is. */
async function showReport({ ports, notices }: Session, folder: string): Promise<void> {
  const { path } = await ports.helper.request('depth.report', { folder });
  if (!ports.files.showPage(path)) notices.add({ tone: 'info', message: words.reportLies(path) });
}

function NoPass(): React.JSX.Element {
  const session = useSession();
  const layer = useStore(session.layer);
  const jobs = useStore(session.queue.jobs);
  const isMaking = jobs.some((job) => isOpen(job) && (job.of ?? job.clip) === layer?.clip);
  return <div className="empty"><Icon name="depth" /><p>{isMaking ? words.making : words.empty}</p></div>;
}

/** The pass of the clip: look at it, check it, and say where focus lies. */
export function DepthView(): React.JSX.Element {
  const session = useSession();
  const pass = useStore(session.shown);
  const { failure } = useStore(session.selection.state);
  const layer = useStore(session.layer);
  const frame = useFrameIndex();
  const shown = usePictures(frame);
  const { depthMode: mode = 'split' } = useStore(session.preferences);
  const [pick, setPick] = useState<FocusPlane>('near');
  if (!pass) return <NoPass />;
  const { passport, folder } = pass;
  const canImport = failure === undefined && (layer?.isStill === true || !isOneFrame(pass));
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
          <div className="row spread">
            <Segments label={words.mode} options={words.modes} value={mode} onChange={(depthMode) => session.preferences.update((now) => ({ ...now, depthMode }))} />
            <div className="row tight">
              <button type="button" className="button small" title={words.reportHint} onClick={() => void session.attempt(() => showReport(session, folder))}>{words.report}</button>
              <button type="button" className="button small" aria-label={words.import} title={words.importHint} disabled={!canImport} onClick={() => void session.importPass({ ...pass, name: layer?.label ?? fileName(pass.clip) })}><Icon name="import" /><span className="word">{words.import}</span></button>
            </div>
          </div>
          <DepthPicture shown={shown} mode={mode} shape={shape} onPick={sample} />
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
