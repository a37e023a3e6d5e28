/** A thin bar. Drawn with SVG, because the page's policy allows no inline width. */
export function ProgressBar({ share, name }: { readonly share: number; readonly name: string }): React.JSX.Element {
  return (
    <div className="bar grow" role="progressbar" aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100} aria-label={name}>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect width={share * 100} height="1" /></svg>
    </div>
  );
}
