import { useMemo } from 'react';
import { useSession } from '../../app/useSession.js';
import { Slider } from '../../controls/Slider.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';

const words = strings.music;

/** How many beats fire with the chosen recipe, and the slider that decides where it listens to strong beats. */
export function Threshold(): React.JSX.Element | null {
  const { bench } = useSession();
  const document = useStore(bench.document.present);
  const firing = useMemo(() => (document.grid ? bench.firing().length : 0), [bench, document]);
  const recipe = bench.recipe();
  const values = bench.values();
  const share = recipe.parameters.find(({ name }) => name === 'share');
  return (
    <>
      <p className="faint" data-testid="firing">{words.firing(firing, recipe.title)}</p>
      {share?.kind === 'number' && values['accent'] === 'strongBeats' && (
        <Slider name={words.threshold} value={Number(values['share'])} minimum={share.minimum} maximum={share.maximum} step={share.step} hint={share.sentence} onChange={(value) => bench.setValue('share', value)} />
      )}
    </>
  );
}
