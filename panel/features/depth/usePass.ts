import { useEffect, useState } from 'react';
import { secondsToFrameIndex } from '#core/time/frameRate';
import type { FrameIndex } from '#contracts/units';
import { useSession } from '../../app/useSession.js';
import type { PassPictures } from '../../state/pictureStore.js';
import { useStore } from '../../state/useStore.js';

/** Width of the pictures that are asked for, pixels: sharp in a wide panel, quick to send. */
const pictureWidth = 640;

export interface ShownFrame {
  readonly frame: FrameIndex;
  readonly pictures: PassPictures;
}

/** The frame of the shown pass that the playhead stands on. */
export function useFrameIndex(): FrameIndex {
  const { bench, shown } = useSession();
  const pass = useStore(shown);
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    if (!pass) return undefined;
    let request = 0;
    const { frames, frameRate } = pass.passport;
    const look = (): void => {
      setFrame(Math.min(frames.last, Math.max(frames.first, secondsToFrameIndex(Math.max(0, bench.player.time()), frameRate))));
      if (bench.player.isPlaying.get()) request = requestAnimationFrame(look);
    };
    look();
    const stops = [bench.player.isPlaying.subscribe(look), bench.player.stand.subscribe(look)];
    return () => {
      cancelAnimationFrame(request);
      for (const stop of stops) stop();
    };
  }, [bench, pass]);
  return frame;
}

/** Pictures of a frame; the last ones stay while the next are on their way, and only the newest wish is fetched. */
export function usePictures(frame: FrameIndex): ShownFrame | undefined {
  const session = useSession();
  const pass = useStore(session.shown);
  const [state, setState] = useState<ShownFrame | undefined>(undefined);
  useEffect(() => {
    if (!pass) return setState(undefined);
    let isWanted = true;
    const timer = setTimeout(() => {
      session.pictures.get(pass.clip, pass.folder, frame, pictureWidth).then((pictures) => isWanted && setState({ frame, pictures }), () => undefined);
    }, 30);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [session, pass, frame]);
  return pass ? state : undefined;
}
