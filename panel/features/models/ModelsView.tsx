export function ModelsView(): React.JSX.Element {
  return <div className="empty" />;
}
