import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failureError } from '#core/failure/result';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import { takeJobFolder } from '../cache/jobFolder.js';
import { temporaryNameFor, writeFailure } from '../output/atomicFile.js';
import { frameFileName, framesWith, isVideo, type PictureKind } from '../output/frameFiles.js';
import { readPassport, writePassport } from '../output/passportFile.js';
import { joinReports, REPORT_NAME } from '../output/reportFile.js';
import { ProgressMeter } from './progressMeter.js';

interface Part {
  readonly folder: string;
  readonly passport: DepthPassport;
}

/**
 * Joins the parts of one job (`depth --plan-shards`) into the pass that one machine alone would have made: the same files and the same
 * passport, byte for byte. The parts stay. Going on after a stop is safe. Throws `depth.incomplete`, `usage.invalid`, `media.missing`, `output.*`, `cancelled`.
 */
export async function mergeParts(folders: readonly string[], outFolder: string, report: Report, signal: AbortSignal): Promise<DepthPassport> {
  const parts = await Promise.all(folders.map(async (folder): Promise<Part> => ({ folder, passport: await readPassport(folder) })));
  parts.sort((a, b) => a.passport.frames.first - b.passport.frames.first);
  const merged = joinedPassport(parts);
  const before = await readPassport(outFolder).catch(() => undefined);
  const job = await takeJobFolder(outFolder, merged.jobKey, before?.jobKey === merged.jobKey);
  try {
    await placeFrames(parts, outFolder, report, signal);
    const reported = await joinReports(parts.map(({ folder }) => folder), job.folder, merged);
    if (!reported) report({ event: 'note', message: `A part has no ${REPORT_NAME} of its shots: the joined pass has none either.` });
    await writePassport(job.folder, merged);
    await job.clear(false);
  } catch (error) {
    await job.release();
    throw error;
  }
  return merged;
}

/** The passport of the whole. Everything that is not about a part's own frames has to agree. */
function joinedPassport(parts: readonly Part[]): DepthPassport {
  const [first] = parts;
  if (!first?.passport.part) throw failureError('usage.invalid', `${first?.folder ?? 'Nothing'} is no part of a larger job`);
  const { count, of } = first.passport.part;
  for (const [i, { folder, passport }] of parts.entries()) {
    if (passport.part?.of !== of || passport.part.count !== count) throw failureError('usage.invalid', `${folder} belongs to another job than ${first.folder}`);
    const expected = i === 0 ? passport.frames.first : parts[i - 1]!.passport.frames.last + 1;
    if (passport.part.index !== i + 1 || passport.frames.first !== expected) throw failureError('usage.invalid', `Part ${i + 1} of ${count} is missing or given twice`);
  }
  if (parts.length !== count) throw failureError('usage.invalid', `Part ${parts.length + 1} of ${count} is missing`);
  const shots = parts.flatMap(({ passport }) => passport.shots);
  const frames = { first: first.passport.frames.first, last: parts.at(-1)!.passport.frames.last };
  return { ...first.passport, part: undefined, jobKey: of, frames, shots, cuts: shots.slice(1).map((shot) => shot.first) };
}

async function placeFrames(parts: readonly Part[], outFolder: string, report: Report, signal: AbortSignal): Promise<void> {
  const { format, companions } = parts[0]!.passport;
  if (isVideo(format)) throw failureError('usage.invalid', 'Videos cannot be joined: make the parts in another format');
  const kinds: PictureKind[] = [format, ...companions.map(({ kind }) => kind)];
  const there = await framesWith(outFolder, kinds);
  const meter = new ProgressMeter(report, 'merge', parts.at(-1)!.passport.frames.last - parts[0]!.passport.frames.first + 1);
  for (const { folder, passport } of parts) {
    for (let index = passport.frames.first; index <= passport.frames.last; index++) {
      if (signal.aborted) throw failureError('cancelled');
      if (!there.has(index)) for (const kind of kinds) await placeFile(join(folder, frameFileName(index, kind)), join(outFolder, frameFileName(index, kind)));
      meter.reach(index - parts[0]!.passport.frames.first + 1);
    }
  }
}

/** A second name for the same content where the disk allows it, else a copy. */
async function placeFile(from: string, to: string): Promise<void> {
  const temporary = temporaryNameFor(to);
  try {
    await mkdir(dirname(to), { recursive: true });
    await link(from, temporary).catch(() => copyFile(from, temporary));
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw failureError('depth.incomplete', dirname(from), String(error));
    throw writeFailure(to, error);
  }
}
