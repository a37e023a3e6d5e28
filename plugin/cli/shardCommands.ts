import { resolve } from 'node:path';
import type { DepthRequest } from '#helper/jobs/estimateDepth';
import type { ShardPlan } from '#helper/jobs/planParts';

/** A word of a command line for this system's shell: whatever a path holds, it stays one word. */
export function quoteWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  // cmd.exe: inside double quotes only the quote itself ends the word, and no path on Windows holds one.
  return platform === 'win32' ? `"${word.replace(/"/g, '""')}"` : `'${word.replace(/'/g, `'\\''`)}'`;
}

/** Folder of one part beside the folder of the whole. */
export const partFolder = (outFolder: string, index: number): string => `${resolve(outFolder)}.part${index}`;

/** Options that every part shares with the whole, as they are written on a command line. */
function sharedOptions({ model, size, consistency, tiles, format, companions, matte, dilate }: DepthRequest): string[] {
  const written = typeof size === 'object' ? `${size.width}x${size.height}` : size;
  return [
    ...(model === undefined ? [] : ['--model', model.endsWith('.onnx') ? resolve(model) : model]),
    ...(written === undefined ? [] : ['--size', written]),
    ...(consistency === undefined ? [] : ['--consistency', consistency]),
    ...(tiles === undefined ? [] : ['--tiles', String(tiles)]),
    ...(format === undefined ? [] : ['--format', format]),
    ...(companions && companions.length > 0 ? ['--also', companions.join(',')] : []),
    ...(dilate === undefined ? [] : ['--dilate', String(dilate)]),
    ...(matte ? ['--matte', `${matte.far}-${matte.near}:${matte.softness}`] : []),
  ];
}

/** One command a part, in any order and on any machine that sees the same paths, and the one that joins them. `program`: how Depthbeat is started. */
export function shardCommands(program: readonly string[], request: DepthRequest, { provider, parts }: ShardPlan): { readonly parts: string[]; readonly merge: string } {
  const line = (words: readonly string[]): string => [...program, ...words].map((word) => quoteWord(word)).join(' ');
  const whole = request.frames ? ['--part-of', `${request.frames.first}-${request.frames.last}`] : [];
  const folders = parts.map((_, i) => partFolder(request.outFolder, i + 1));
  return {
    parts: parts.map(({ frames, cuts }, i) =>
      line([
        'depth', resolve(request.clip), '--out', folders[i]!, ...sharedOptions(request), '--provider', provider,
        '--frames', `${frames.first}-${frames.last}`, '--part', `${i + 1}/${parts.length}`, ...(cuts.length > 0 ? ['--cuts', cuts.join(',')] : []), ...whole,
      ]),
    ),
    merge: line(['merge', ...folders, '--out', resolve(request.outFolder)]),
  };
}
