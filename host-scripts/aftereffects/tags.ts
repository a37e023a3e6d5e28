/** What everything made by us carries in a comment or an expression, so that it is found again after renaming and moving. */
export interface Tag {
  plan: string;
  operation: string;
  /** Id of the layer the plan was applied to. */
  target: number;
  /** How far baked keys may lie from the expression that carries this tag; 0 for everything else. */
  tolerance: number;
}

var pattern = /\[depthbeat plan=(\S+) op=(\S+) for=(-?\d+)(?: within=([0-9.e+\-]+))?\]/;

export function printTag(tag: Tag): string {
  var within = tag.tolerance > 0 ? ' within=' + tag.tolerance : '';
  return '[depthbeat plan=' + tag.plan + ' op=' + tag.operation + ' for=' + tag.target + within + ']';
}

/** The tag in a comment or an expression; null when there is none. An editor may add words of their own around it. */
export function readTag(text: string): Tag | null {
  var found = pattern.exec(text || '');
  return found ? { plan: found[1], operation: found[2], target: Number(found[3]), tolerance: Number(found[4] || 0) } : null;
}
