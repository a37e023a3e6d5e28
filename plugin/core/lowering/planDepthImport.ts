import type { DepthPassport } from '#contracts/depthAsset';
import type { HostPlan, Placement } from '#contracts/hostPlan';
import { importDepth } from './planRecipe.js';

export interface DepthImport {
  readonly passport: DepthPassport;
  /** Folder of the pass, absolute, as the host's system writes it. */
  readonly folder: string;
  readonly clipName: string;
  /** As in `planRecipe`. */
  readonly placement?: Placement;
}

/** First file of a pass, joined with the kind of slash its folder is written with. */
export function firstFileOf({ passport, folder }: Pick<DepthImport, 'passport' | 'folder'>): string {
  const slash = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  const name = passport.filePattern.replace(/%0(\d)d/, (_, digits: string) => String(passport.frames.first).padStart(Number(digits), '0'));
  return `${folder.replace(/[\\/]+$/, '')}${slash}${name}`;
}

/** A plan that only brings the pass into the project, where recipes find it again. Repeating it replaces the footage's files. */
export function planDepthImport({ passport, folder, clipName, placement }: DepthImport): HostPlan {
  return {
    schema: 'depthbeat.hostPlan',
    version: 1,
    id: `import.${passport.source.sha256.slice(0, 12)}`,
    title: 'Depth pass',
    operations: [importDepth({ footage: { path: firstFileOf({ passport, folder }) }, passport, clipName, placement })],
  };
}
