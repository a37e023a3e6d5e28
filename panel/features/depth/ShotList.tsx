import type { ShotQuality } from '#contracts/depthAsset';
import { lampOf, type LampMeasure } from '#core/depth/shotLamps';
import { frameIndexToSeconds } from '#core/time/frameRate';
import { useSession } from '../../app/useSession.js';
import { shotAt } from '../../state/clipDocument.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';

const words = strings.depth;
const tones = { good: 'good', fair: 'warn', poor: 'bad' } as const;

type Tone = (typeof tones)[keyof typeof tones];

const toneOf = (measure: LampMeasure, quality: ShotQuality): Tone => tones[lampOf(measure, quality)];

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
              {quality && <Lamp tone={toneOf('flicker', quality)} text={words.flicker(quality.flicker)} />}
              {quality && <Lamp tone={toneOf('confidence', quality)} text={words.confidence(quality.confidence)} />}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
