export function DepthView(): React.JSX.Element {
  return <div className="empty" />;
}
