import { ProgressBar } from '../../controls/ProgressBar.js';
import { strings } from '../../strings.js';

/** How far a download is, and a way out. */
export function DownloadProgress({ share, name, onCancel }: { readonly share: number; readonly name: string; readonly onCancel: () => void }): React.JSX.Element {
  return (
    <div className="row grow">
      <span className="number">{Math.round(share * 100)} %</span>
      <ProgressBar share={share} name={name} />
      <button type="button" className="button small" onClick={onCancel}>{strings.jobs.cancel}</button>
    </div>
  );
}
