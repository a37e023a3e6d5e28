export function MusicView(): React.JSX.Element {
  return <div className="empty" />;
}
