import { useRef, useState } from 'react';
import { useSession } from '../../app/useSession.js';

export interface Download {
  /** Share done, 0..1; undefined when nothing is being fetched. */
  readonly share: number | undefined;
  readonly start: (acceptLicence: boolean) => void;
  readonly cancel: () => void;
}

/** A download of a listed model with its share done; cancelling keeps what came, so the next try goes on. */
export function useDownload(id: string, onDone: () => void): Download {
  const session = useSession();
  const controller = useRef<AbortController | undefined>(undefined);
  const [share, setShare] = useState<number | undefined>(undefined);
  const start = (acceptLicence: boolean): void => {
    controller.current = new AbortController();
    setShare(0);
    const { signal } = controller.current;
    void session
      .attempt(async () => {
        await session.ports.helper.request('models.fetch', { id, acceptLicence }, { signal, onEvent: (event) => event.event === 'progress' && setShare(event.total > 0 ? event.done / event.total : 0) });
        onDone();
      })
      .finally(() => setShare(undefined));
  };
  return { share, start, cancel: () => controller.current?.abort() };
}
