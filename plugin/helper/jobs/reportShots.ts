import { join } from 'node:path';
import { shownShots } from '#core/report/reportPage';
import { shotSection } from '#core/report/shotSection';
import type { DepthPassport, DepthShot } from '#contracts/depthAsset';
import type { FrameIndex } from '#contracts/units';
import type { FrameScore } from '../cache/frameScores.js';
import type { MapStore } from '../cache/mapStore.js';
import { ShownDepths } from '../cache/shownDepths.js';
import { reportedShots, writeReport } from '../output/reportFile.js';
import type { PreparedJob } from './prepareJob.js';
import { cellOf, drawStrips, momentsOf, shotEvidence, type Strips } from './shotEvidence.js';

export interface ReportedPass {
  readonly folder: string;
  readonly passport: DepthPassport;
  readonly store: MapStore;
  /** Of each frame. */
  readonly scores: readonly FrameScore[];
  readonly strips: Strips;
}

const wholeFirst = ({ part, frames }: PreparedJob['request']): FrameIndex => (part ? part.whole?.first ?? 0 : frames?.first ?? 0);

/** The report of a pass whose files are being written. */
export interface BegunReport {
  /** Takes what the files show of the frames that are drawn. */
  readonly shown: ShownDepths;
  readonly strips: Promise<Strips>;
}

/** Draws the pictures of the report while the files are written, when this thread has little to do. `work`: the job's own folder. Fails with `output.*`. */
export async function beginReport({ info, size, request, consistency }: PreparedJob, { store, shots, work }: { readonly store: MapStore; readonly shots: readonly DepthShot[]; readonly work: string }): Promise<BegunReport> {
  const drawn = shownShots(shots, consistency === 'frame', wholeFirst(request));
  const cell = cellOf(info.video);
  const small = { width: Math.min(cell.width, size.width), height: Math.min(cell.height, size.height) };
  const shown = await ShownDepths.open(join(work, 'shown'), small, new Set(drawn.flatMap(momentsOf)));
  const strips = drawStrips(drawn, { store, shown, first: request.frames?.first ?? 0, cell });
  // It is looked at when the files are written.
  strips.catch(() => undefined);
  return { shown, strips };
}

/** Writes `report.html` of a pass whose maps are still there. */
export async function reportShots({ request }: PreparedJob, { folder, passport, store, scores, strips }: ReportedPass): Promise<void> {
  const { frames, frameRate } = passport;
  const shown = reportedShots(passport, wholeFirst(request));
  const evidence = { store, strips, scores, first: frames.first };
  const sections: string[] = [];
  for (const shot of shown) sections.push(shotSection(shot, await shotEvidence(shot, evidence), frameRate));
  await writeReport(folder, passport, shown, sections);
}
