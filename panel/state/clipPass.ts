import type { DepthPassport } from '#contracts/depthAsset';
import type { HelperClient } from '../bridge/helperClient.js';
import type { KnownPasses } from './knownPasses.js';

/** A finished pass and the clip it belongs to. */
export interface ClipPass {
  readonly clip: string;
  readonly folder: string;
  readonly passport: DepthPassport;
  /** The clip of the layer it is shown for, where that is another one: a single frame was taken out of it. */
  readonly of?: string;
}

/** True for the depth of one frame alone: it is for looking at, in a composition it would stand still or be black. */
export const isOneFrame = ({ passport }: Pick<ClipPass, 'passport'>): boolean => passport.frames.last === passport.frames.first;

/** The pass of a clip made earlier: the one that was used last, else the one of the default model; undefined when there is none. */
export async function findPass(helper: HelperClient, passes: KnownPasses, clip: string): Promise<ClipPass | undefined> {
  const open = async (folder: string): Promise<ClipPass> => ({ clip, folder, passport: await helper.request('depth.passport', { folder }) });
  const known = passes.folderOf(clip);
  const used = known === undefined ? undefined : await open(known).catch(() => undefined);
  return used ?? helper.request('depth.folder', { clip, kind: 'depth' }).then(({ folder }) => open(folder)).catch(() => undefined);
}
