import { useEffect, useMemo, useRef, useState } from 'react';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { frameIndexToSeconds, secondsToFrameIndex } from '#core/time/frameRate';
import type { Seconds } from '#contracts/units';
import { useSession } from '../../app/useSession.js';
import { Painter } from '../../preview/painter.js';
import type { ClipPass } from '../../state/clipPass.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';
import { previewLook } from '#core/preview/previewLook';

/** Draws the effect at the playhead, again whenever the playhead, a value or the music changes. */
function useLivePicture(pass: ClipPass, canvas: React.RefObject<HTMLCanvasElement | null>): boolean {
  const session = useSession();
  const { bench } = session;
  const document = useStore(bench.document.present);
  const [isShown, setShown] = useState(false);
  const frames = useMemo(() => session.smallFrames(pass), [session, pass]);
  const painter = useRef<Painter | undefined>(undefined);
  const lastWish = useRef('');
  useEffect(() => {
    painter.current = new Painter();
    return () => painter.current?.dispose();
  }, []);
  useEffect(() => {
    const slotsAt = evaluateRecipe(bench.inputs(pass.passport, 'clip'));
    const look = previewLook(bench.values());
    const { frameRate, frames: range } = pass.passport;
    const revision = {};
    lastWish.current = '';
    let request = 0;
    let isStopped = false;
    const draw = async (time: Seconds): Promise<void> => {
      const frame = Math.min(range.last, Math.max(range.first, secondsToFrameIndex(Math.max(0, time), frameRate)));
      const found = frames.get(frame);
      const wish = `${found?.frame ?? ''} ${frame}`;
      if (!found || !painter.current || painter.current.isBusy || wish === lastWish.current) return;
      lastWish.current = wish;
      const picture = await painter.current.paint(found.small, slotsAt(frameIndexToSeconds(frame, frameRate)), look);
      const target = canvas.current;
      if (isStopped || !target || !revision) return;
      if (target.width !== picture.width || target.height !== picture.height) [target.width, target.height] = [picture.width, picture.height];
      target.getContext('2d')?.putImageData(picture, 0, 0);
      setShown(true);
    };
    // While the playhead stands nothing changes, so looking ten times a second is enough.
    const loop = (): void => {
      void draw(bench.player.time());
      request = bench.player.isPlaying.get() ? requestAnimationFrame(loop) : window.setTimeout(loop, 100);
    };
    loop();
    return () => {
      isStopped = true;
      cancelAnimationFrame(request);
      clearTimeout(request);
    };
  }, [bench, pass, frames, document, canvas]);
  return isShown;
}

/** The chosen recipe on the real clip, in time with the music, while sliders move. */
export function LivePreview({ pass }: { readonly pass: ClipPass }): React.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isShown = useLivePicture(pass, canvas);
  const { sourceSize, pixelAspect } = pass.passport;
  return (
    <div className="picture live" data-shown={isShown}>
      <canvas ref={canvas} role="img" aria-label={strings.recipe.preview} width={256} height={Math.round((256 * sourceSize.height) / (sourceSize.width * pixelAspect))} />
    </div>
  );
}
