import { useEffect, useMemo, useRef, useState } from 'react';
import type { Recipe } from '#contracts/recipe';
import { partOf } from '#core/lowering/rigs/aftereffects';
import { recipes } from '#core/recipes/index';
import { useSession } from '../../app/useSession.js';
import { paintPreview, type SmallFrame } from '../../preview/paintPreview.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { cardLoop, cardSlots, shrink } from './cardPictures.js';
import { previewLook } from '#core/preview/previewLook';

/** Pictures a second on a moving card. */
const cardRate = 10;
/** A moment just after a strong beat, for cards that stand still. */
const stillMoment = 2.12;

/** One small frame of the clip that all cards share. */
function useCardFrame(): SmallFrame | undefined {
  const session = useSession();
  const pass = useStore(session.shown);
  const [frame, setFrame] = useState<SmallFrame | undefined>(undefined);
  useEffect(() => {
    setFrame(undefined);
    if (!pass) return undefined;
    let isWanted = true;
    const { first, last } = pass.passport.shots[0];
    void session.smallFrames(pass).load(Math.round((first + last) / 2)).then((small) => isWanted && small && setFrame(shrink(small)), () => undefined);
    return () => void (isWanted = false);
  }, [session, pass]);
  return frame;
}

function CardPicture({ recipe, frame, isMoving }: { readonly recipe: Recipe; readonly frame: SmallFrame; readonly isMoving: boolean }): React.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pass = useStore(useSession().shown);
  const slotsAt = useMemo(() => (pass ? cardSlots(recipe, pass.passport) : undefined), [recipe, pass]);
  useEffect(() => {
    if (!slotsAt) return undefined;
    const draw = (time: number): void => {
      const { pixels } = paintPreview({ id: 0, frame, slots: slotsAt(time), look: previewLook({}) });
      canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, frame.width, frame.height), 0, 0);
    };
    draw(stillMoment);
    if (!isMoving || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const start = performance.now();
    const timer = setInterval(() => draw(((performance.now() - start) / 1000) % cardLoop), 1000 / cardRate);
    return () => clearInterval(timer);
  }, [frame, isMoving, slotsAt]);
  return <canvas ref={canvas} width={frame.width} height={frame.height} aria-hidden="true" />;
}

/** Why the host cannot carry a recipe; undefined when it can. */
function obstacle(recipe: Recipe, host: string | undefined): string | undefined {
  if (host === 'premiere') return strings.recipe.notInPremiere;
  const homeless = recipe.tracks.find(({ slot }) => !partOf(slot));
  return homeless ? strings.recipe.noPlaceFor(homeless.slot) : undefined;
}

/** All recipes; the chosen one and the one under the pointer move. */
export function RecipeCards(): React.JSX.Element {
  const { bench, selection } = useSession();
  const { recipe: chosen } = useStore(bench.document.present);
  const { capabilities } = useStore(selection.state);
  const frame = useCardFrame();
  const [pointed, setPointed] = useState('');
  return (
    <div className="recipe-cards" role="listbox" aria-label={strings.recipe.recipes}>
      {Object.values(recipes).map((recipe) => {
        const reason = obstacle(recipe, capabilities?.host);
        return (
          <button
            key={recipe.id}
            type="button"
            role="option"
            className="recipe-card"
            aria-selected={recipe.id === chosen}
            disabled={reason !== undefined}
            title={reason ?? recipe.sentence}
            onPointerEnter={() => setPointed(recipe.id)}
            onPointerLeave={() => setPointed('')}
            onClick={() => bench.document.change('', (now) => ({ ...now, recipe: recipe.id }))}
          >
            <span className="recipe-picture">{frame && <CardPicture recipe={recipe} frame={frame} isMoving={recipe.id === chosen || recipe.id === pointed} />}</span>
            <span className="cut">{recipe.title}</span>
          </button>
        );
      })}
    </div>
  );
}
