import { shotSection } from '#core/report/shotSection';
import type { DepthPassport } from '#contracts/depthAsset';
import type { FrameIndex } from '#contracts/units';
import type { FrameScore } from '../cache/frameScores.js';
import type { MapStore } from '../cache/mapStore.js';
import { reportedShots, writeReport } from '../output/reportFile.js';
import type { PreparedJob } from './prepareJob.js';
import { shotEvidence } from './shotEvidence.js';

export interface ReportedPass {
  readonly folder: string;
  readonly passport: DepthPassport;
  readonly store: MapStore;
  /** Of each frame. */
  readonly scores: readonly FrameScore[];
  /** For each shot: the first frame that shows anything. */
  readonly seenFrom: readonly FrameIndex[];
}

/** Writes `report.html` of a pass whose maps are still there. */
export async function reportShots({ info, request }: PreparedJob, { folder, passport, store, scores, seenFrom }: ReportedPass): Promise<void> {
  const { part } = request;
  const { shots, frames, frameRate } = passport;
  const shown = reportedShots(passport, part ? part.whole?.first ?? 0 : frames.first);
  const source = { store, scores, first: frames.first, size: info.video.size, pixelAspect: info.video.pixelAspect };
  const sections: string[] = [];
  for (const shot of shown) sections.push(shotSection(shot, await shotEvidence(shot, seenFrom[shots.indexOf(shot)]!, source), frameRate));
  await writeReport(folder, passport, shown, sections);
}
