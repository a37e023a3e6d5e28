import { shownShots } from '#core/report/reportPage';
import { shotSection } from '#core/report/shotSection';
import type { DepthPassport, DepthShot } from '#contracts/depthAsset';
import type { FrameIndex } from '#contracts/units';
import type { FrameScore } from '../cache/frameScores.js';
import type { MapStore } from '../cache/mapStore.js';
import { reportedShots, writeReport } from '../output/reportFile.js';
import type { PreparedJob } from './prepareJob.js';
import { drawStrips, shotEvidence, type DrawnShot, type Strips } from './shotEvidence.js';

export interface ReportedPass {
  readonly folder: string;
  readonly passport: DepthPassport;
  readonly store: MapStore;
  /** Of each frame. */
  readonly scores: readonly FrameScore[];
  readonly strips: Strips;
}

const wholeFirst = ({ part, frames }: PreparedJob['request']): FrameIndex => (part ? part.whole?.first ?? 0 : frames?.first ?? 0);

/** Draws the pictures of the report while the files are written, when this thread has little to do. */
export function drawReport({ info, request, consistency }: PreparedJob, store: MapStore, shots: readonly (DepthShot & DrawnShot)[]): Promise<Strips> {
  const { size, pixelAspect } = info.video;
  const shown = new Set(shownShots(shots, consistency === 'frame', wholeFirst(request)));
  const drawn = drawStrips(shots.filter((shot) => shown.has(shot)), { store, first: request.frames?.first ?? 0, size, pixelAspect });
  // It is looked at when the files are written.
  drawn.catch(() => undefined);
  return drawn;
}

/** Writes `report.html` of a pass whose maps are still there. */
export async function reportShots({ info, request }: PreparedJob, { folder, passport, store, scores, strips }: ReportedPass): Promise<void> {
  const { frames, frameRate } = passport;
  const shown = reportedShots(passport, wholeFirst(request));
  const evidence = { store, strips, scores, first: frames.first, size: info.video.size, pixelAspect: info.video.pixelAspect };
  const sections: string[] = [];
  for (const shot of shown) sections.push(shotSection(shot, await shotEvidence(shot, evidence), frameRate));
  await writeReport(folder, passport, shown, sections);
}
