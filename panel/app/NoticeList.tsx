import { Icon } from '../controls/Icon.js';
import { useStore } from '../state/useStore.js';
import { strings } from '../strings.js';
import { useSession } from './useSession.js';

export function NoticeList(): React.JSX.Element {
  const { notices } = useSession();
  const list = useStore(notices.list);
  return (
    <div className="notices" role="status" aria-live="polite">
      {list.map(({ id, tone, message, remedy, detail }) => (
        <div key={id} className={`notice ${tone}`}>
          <div className="notice-words">
            <span>{message}</span> {remedy && <span className="faint">{remedy}</span>}
            {detail && (
              <details>
                <summary>{strings.notice.details}</summary>
                <pre>{detail}</pre>
              </details>
            )}
          </div>
          <button type="button" className="quiet" aria-label={strings.notice.close} onClick={() => notices.remove(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
