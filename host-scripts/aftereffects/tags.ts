/** What a layer or a project item made by us carries in its comment, so that it is found again after renaming and moving. */
export interface Tag {
  plan: string;
  operation: string;
  /** Id of the layer the plan was applied to. */
  target: number;
}

var pattern = /\[depthbeat plan=(\S+) op=(\S+) for=(-?\d+)\]/;

export function printTag(tag: Tag): string {
  return '[depthbeat plan=' + tag.plan + ' op=' + tag.operation + ' for=' + tag.target + ']';
}

/** The tag in a comment or an expression; null when there is none. An editor may add words of their own around it. */
export function readTag(text: string): Tag | null {
  var found = pattern.exec(text || '');
  return found ? { plan: found[1], operation: found[2], target: Number(found[3]) } : null;
}
