import { useEffect, useRef } from 'react';
import { useStore } from '../state/useStore.js';
import { strings } from '../strings.js';
import { useSession } from './useSession.js';

const words = strings.log;

/** Copies text where no clipboard permission can be asked for, as in a host. */
function copyText(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'hidden-words';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

/** What the panel and the helper wrote, over the views; and where it is kept. */
export function LogView(): React.JSX.Element | null {
  const session = useSession();
  const { log } = session.ports;
  const isOpen = useStore(session.isLogOpen);
  const lines = useStore(log.lines);
  const text = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (isOpen && text.current) text.current.scrollTop = text.current.scrollHeight;
  }, [isOpen, lines]);
  if (!isOpen) return null;
  const close = (): void => session.isLogOpen.set(false);
  return (
    <section className="log" role="dialog" aria-label={words.title} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <div className="row spread">
        <h3>{words.title}</h3>
        <div className="row tight">
          <button type="button" className="button small" onClick={() => copyText(lines.join('\n'))}>{words.copy}</button>
          <button type="button" className="button small" autoFocus onClick={close}>{words.close}</button>
        </div>
      </div>
      {log.file !== undefined && <p className="faint log-file">{words.keptIn(log.file)}</p>}
      <pre ref={text}>{lines.length === 0 ? words.empty : lines.join('\n')}</pre>
    </section>
  );
}
