import { useEffect, useState } from 'react';
import type { ShotLamps } from '#contracts/helperProtocol';
import { frameIndexToSeconds } from '#core/time/frameRate';
import { useSession } from '../../app/useSession.js';
import { shotAt } from '../../state/clipDocument.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';

const words = strings.depth;
/** Borders of the lamps: flicker as a share of the grey scale per frame, spread as a share of it (chosen by eye on real passes). */
const lampBorders = { flicker: [0.006, 0.02], spread: [0.25, 0.12] } as const;

type Tone = 'good' | 'warn' | 'bad';

export function flickerTone(flicker: number): Tone {
  const [calm, wild] = lampBorders.flicker;
  return flicker <= calm ? 'good' : flicker <= wild ? 'warn' : 'bad';
}

export function spreadTone(spread: number): Tone {
  const [wide, flat] = lampBorders.spread;
  return spread >= wide ? 'good' : spread >= flat ? 'warn' : 'bad';
}

function useLamps(): readonly ShotLamps[] {
  const session = useSession();
  const pass = useStore(session.shown);
  const [lamps, setLamps] = useState<readonly ShotLamps[]>([]);
  useEffect(() => {
    setLamps([]);
    if (!pass) return undefined;
    const controller = new AbortController();
    session.ports.helper.request('depth.lamps', { clip: pass.clip, folder: pass.folder }, { signal: controller.signal }).then(setLamps, () => undefined);
    return () => controller.abort();
  }, [session, pass]);
  return lamps;
}

function Lamp({ tone, text }: { readonly tone: Tone; readonly text: string }): React.JSX.Element {
  return <span className={`lamp ${tone}`} title={text} role="img" aria-label={text}><span className="dot" /></span>;
}

/** The shots of the pass, how calm and how deep each is, and a way to go there. */
export function ShotList({ frame }: { readonly frame: number }): React.JSX.Element | null {
  const { bench, shown } = useSession();
  const pass = useStore(shown);
  const lamps = useLamps();
  if (!pass) return null;
  const { shots, frameRate } = pass.passport;
  const current = shotAt(pass.passport, frame);
  return (
    <ol className="shots" aria-label={words.shots}>
      {shots.map((shot, index) => {
        const lamp = lamps.find(({ first }) => first === shot.first);
        return (
          <li key={shot.first}>
            <button type="button" className={index === current ? 'shot current' : 'shot'} aria-current={index === current} onClick={() => bench.player.seek(frameIndexToSeconds(shot.first, frameRate) + 1e-6)}>
              <span>{words.shot(index + 1)}</span>
              <span className="faint number">{shot.first}–{shot.last}</span>
              <span className="grow" />
              {lamp?.flicker !== undefined && <Lamp tone={flickerTone(lamp.flicker)} text={words.flicker(lamp.flicker)} />}
              {lamp && <Lamp tone={spreadTone(lamp.spread)} text={words.spread(lamp.spread)} />}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
