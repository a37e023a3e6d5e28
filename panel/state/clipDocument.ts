import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { ParameterValues } from '#contracts/parameter';
import type { FrameIndex, Seconds, Unit } from '#contracts/units';

/** Focus planes that the editor chose in place of a shot's own, by the shot's first frame. */
export type FocusChoices = Readonly<Record<string, { readonly near?: Unit; readonly far?: Unit }>>;

/** All decisions about one clip that undo can take back; plain data, kept between starts. */
export interface ClipDocument {
  readonly grid?: BeatGrid;
  /** File of the music; absent: none chosen. */
  readonly music?: string;
  /** Composition time at which the music starts. */
  readonly musicOffset: Seconds;
  readonly recipe: string;
  /** Values by recipe, only those that were touched. */
  readonly values: Readonly<Record<string, ParameterValues>>;
  readonly focus: FocusChoices;
}

export const emptyDocument: ClipDocument = { musicOffset: 0, recipe: 'rack-focus', values: {}, focus: {} };

/** The passport with the editor's focus planes in it: what recipes and previews read. */
export function withFocus(passport: DepthPassport, focus: FocusChoices): DepthPassport {
  const shots = passport.shots.map((shot) => {
    const chosen = focus[String(shot.first)];
    return chosen ? { ...shot, nearFocus: chosen.near ?? shot.nearFocus, farFocus: chosen.far ?? shot.farFocus } : shot;
  });
  return { ...passport, shots };
}

/** Index of the shot a frame lies in. */
export function shotAt(passport: DepthPassport, frame: FrameIndex): number {
  const index = passport.shots.findIndex(({ first, last }) => frame >= first && frame <= last);
  return index < 0 ? 0 : index;
}
