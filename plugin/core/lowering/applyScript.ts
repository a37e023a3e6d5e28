import type { HostPlan } from '#contracts/hostPlan';
import { quoteAscii } from './quoteAscii.js';

/** Longest piece of text in one literal; ExtendScript's own limit is not documented, so none is long. */
const pieceLength = 2000;

function quotePieces(text: string): string {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += pieceLength) pieces.push(quoteAscii(text.slice(start, start + pieceLength)));
  return `[\n${pieces.join(',\n')}\n].join("")`;
}

/**
 * A script that a person runs from File > Scripts on the selected layer: the panel's own host code with the plan inside as text,
 * read by the same guarded reader. ASCII, LF, no byte order mark: write it as it is. It speaks through an alert when a step
 * fails or something is worth knowing, and stays silent when all went well.
 *
 * `bundleText`: `dist/host-scripts/aftereffects.jsx`. Paths in the plan are looked up first as they are, then
 * `relativePath` from the folder the script lies in.
 */
export function printApplyScript(bundleText: string, plan: HostPlan): string {
  return [
    `// Depthbeat: ${plan.title.replace(/[^\x20-\x7e]/g, '?')}. Select one footage layer, then File > Scripts > Run Script File.`,
    bundleText.trimEnd(),
    `$.global.depthbeat.applyHere(${quotePieces(JSON.stringify(plan))}, $.fileName);`,
    '',
  ].join('\n');
}
