import type { ShotQuality } from '#contracts/depthAsset';
import { frameIndexToSeconds } from '#core/time/frameRate';
import { useSession } from '../../app/useSession.js';
import { shotAt } from '../../state/clipDocument.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';

const words = strings.depth;
/** Borders of the lamps, from the passport's measures of a shot (chosen by eye on real passes). */
const lampBorders = { flicker: [0.006, 0.02], confidence: [0.75, 0.5] } as const;

type Tone = 'good' | 'warn' | 'bad';

export function flickerTone(flicker: ShotQuality['flicker']): Tone {
  const [calm, wild] = lampBorders.flicker;
  return flicker <= calm ? 'good' : flicker <= wild ? 'warn' : 'bad';
}

export function confidenceTone(confidence: ShotQuality['confidence']): Tone {
  const [sure, doubtful] = lampBorders.confidence;
  return confidence >= sure ? 'good' : confidence >= doubtful ? 'warn' : 'bad';
}

function Lamp({ tone, text }: { readonly tone: Tone; readonly text: string }): React.JSX.Element {
  return <span className={`lamp ${tone}`} title={text} role="img" aria-label={text}><span className="dot" /></span>;
}

/** The shots of the pass, how calm and how sure the depth of each is, and a way to go there. */
export function ShotList({ frame }: { readonly frame: number }): React.JSX.Element | null {
  const { bench, shown } = useSession();
  const pass = useStore(shown);
  if (!pass) return null;
  const { shots, frameRate } = pass.passport;
  const current = shotAt(pass.passport, frame);
  return (
    <ol className="shots" aria-label={words.shots}>
      {shots.map((shot, index) => {
        const { quality } = shot;
        return (
          <li key={shot.first}>
            <button type="button" className={index === current ? 'shot current' : 'shot'} aria-current={index === current} onClick={() => bench.player.seek(frameIndexToSeconds(shot.first, frameRate) + 1e-6)}>
              <span>{words.shot(index + 1)}</span>
              <span className="faint number">{shot.first}–{shot.last}</span>
              <span className="grow" />
              {quality && <Lamp tone={flickerTone(quality.flicker)} text={words.flicker(quality.flicker)} />}
              {quality && <Lamp tone={confidenceTone(quality.confidence)} text={words.confidence(quality.confidence)} />}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
