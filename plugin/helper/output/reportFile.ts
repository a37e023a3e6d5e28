import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { reportPage, shownShots } from '#core/report/reportPage';
import { sectionsIn } from '#core/report/shotSection';
import type { DepthPassport, DepthShot } from '#contracts/depthAsset';
import { writeFileAtomically } from './atomicFile.js';

export const REPORT_NAME = 'report.html';

/** The last part of a path of either system: the pass may have been made on another one. */
const nameOf = (path: string): string => basename(path.replaceAll('\\', '/'));

const isAlone = ({ settings }: DepthPassport): boolean => settings['consistency'] === 'frame';

/** The shots that the report of a pass shows. `firstFrame`: of the whole job. */
export function reportedShots(passport: DepthPassport, firstFrame: number): readonly DepthShot[] {
  return shownShots(passport.shots, isAlone(passport), firstFrame);
}

/** Writes the report of a pass beside its passport. `sections`: one for each of `shown`. Fails with `output.*`. */
export async function writeReport(folder: string, passport: DepthPassport, shown: readonly DepthShot[], sections: readonly string[]): Promise<string> {
  const path = join(folder, REPORT_NAME);
  await writeFileAtomically(path, reportPage({ passport, clipName: nameOf(passport.source.path), sections, shown }));
  return path;
}

/**
 * The report of a pass that was made in parts, from their reports: what one machine alone would have written. False, and nothing written,
 * where a part's report lacks a shot (it was deleted, or made by an older version).
 */
export async function joinReports(folders: readonly string[], folder: string, passport: DepthPassport): Promise<boolean> {
  const pages = await Promise.all(folders.map((part) => readFile(join(part, REPORT_NAME), 'utf8').catch(() => '')));
  const sections = new Map(pages.flatMap((page) => [...sectionsIn(page)]));
  const shown = reportedShots(passport, passport.frames.first);
  if (!shown.every(({ first }) => sections.has(first))) return false;
  await writeReport(folder, passport, shown, shown.map(({ first }) => sections.get(first)!));
  return true;
}
