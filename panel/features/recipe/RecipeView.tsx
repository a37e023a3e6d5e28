export function RecipeView(): React.JSX.Element {
  return <div className="empty" />;
}
