import { formatRate } from '../../app/formatTime.js';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import type { LayerSelection } from '#contracts/layerSelection';
import { useStore } from '../../state/useStore.js';
import { remedyOf, strings } from '../../strings.js';

/** "212 frames · 1920×1080 · 23.976". */
function describeLayer({ isStill, sourceDuration, sourceFrameRate, width, height }: LayerSelection): string {
  const words = strings.selection;
  const length = isStill ? words.still : words.frames(Math.round(sourceDuration * sourceFrameRate));
  return [length, `${width}×${height}`, ...(isStill ? [] : [formatRate(sourceFrameRate)])].join(' · ');
}

function cautionsOf({ proxyReasons, cautions = [] }: LayerSelection): readonly string[] {
  const words = strings.selection;
  return [...(proxyReasons.length > 0 ? [words.proxy] : []), ...cautions.map((caution) => words.cautions[caution])];
}

function Caution({ words }: { readonly words: string }): React.JSX.Element {
  return (
    <span className="lamp warn" title={words} role="img" aria-label={words}>
      <Icon name="warn" />
    </span>
  );
}

/** What is selected in the timeline, as it changes; or why there is nothing to work on. */
export function SelectionLine(): React.JSX.Element {
  const session = useSession();
  const { layer, layers, failure } = useStore(session.selection.state);
  const kept = useStore(session.layer);
  const several = failure === undefined && layers.length > 1;
  const shown = failure ? kept : layer && session.worked(layer);
  return (
    <div className="selection" data-testid="selection">
      <Icon name="layer" />
      <div className="selection-words">
        {shown && (
          <span className={failure ? 'selection-name faint' : 'selection-name'} title={several ? layers.map((one) => session.worked(one).label).join('\n') : shown.sourcePath}>
            {several ? strings.selection.several(layers.length) : shown.label}
          </span>
        )}
        {failure && (
          <span className="selection-facts" role="status">
            {failure.message} <span className="faint">{remedyOf(failure)}</span>
          </span>
        )}
        {!failure && layer && <span className="selection-facts faint">{several ? strings.selection.showing(session.worked(layer).label) : describeLayer(layer)}</span>}
        {!failure && !layer && <span className="faint">{strings.selection.looking}</span>}
      </div>
      {!failure && layer && cautionsOf(layer).map((caution) => <Caution key={caution} words={caution} />)}
    </div>
  );
}
