import { strings } from '../../strings.js';

/** How far a download is, and a way out. */
export function DownloadProgress({ share, cancel }: { readonly share: number; readonly cancel: () => void }): React.JSX.Element {
  const percent = Math.round(share * 100);
  return (
    <>
      <span className="number">{percent} %</span>
      <div className="bar grow" role="progressbar" aria-valuenow={percent}><svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect width={share * 100} height="1" /></svg></div>
      <button type="button" className="button small" onClick={cancel}>{strings.jobs.cancel}</button>
    </>
  );
}
