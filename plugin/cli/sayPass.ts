import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { qualityWords } from '#core/report/qualityWords';
import type { DepthPassport } from '#contracts/depthAsset';
import { REPORT_NAME } from '#helper/output/reportFile';
import type { Console } from './console.js';

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** A finished pass in a line: how much there is of it. `more`: anything else to count. */
export function describePass({ frames, shots }: DepthPassport, more?: string): string {
  return [counted(frames.last - frames.first + 1, 'frame'), counted(shots.length, 'shot'), ...(more === undefined ? [] : [more])].join(', ');
}

/** Where the report of a pass is and, where that calls a part of it less than good, which one. Nothing where there is none. */
export function sayReport(console: Console, folder: string, { shots }: DepthPassport): void {
  const path = join(folder, REPORT_NAME);
  const words = qualityWords(shots);
  if (existsSync(path)) console.say(`Report    ${path}${words === '' ? '' : `   ${words}`}`);
}
