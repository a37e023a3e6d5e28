import { join } from 'node:path';
import sharp from 'sharp';
import type { Size } from '#contracts/units';
import { writeFileAtomically } from './atomicFile.js';

/** Lies beside the script that needs it, not among the depth frames. */
export const PUSH_RAMP_FILE = 'push_ramp.png';

const most = 65535;

/** RGB, uint16, H×W row-major: red = (x + 0.5) / width, green = (y + 0.5) / height, blue = 0.5, each times 65535. */
export function pushRamp({ width, height }: Size): Uint16Array {
  const ramp = new Uint16Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    const green = Math.round(((y + 0.5) / height) * most);
    for (let x = 0; x < width; x++, at += 3) {
      ramp[at] = Math.round(((x + 0.5) / width) * most);
      ramp[at + 1] = green;
      ramp[at + 2] = most >> 1;
    }
  }
  return ramp;
}

/**
 * Writes the still that a host needs to push points away from the middle by depth, as 16-bit RGB PNG of the picture's size.
 * Returns its path. Fails as `writeFileAtomically`.
 */
export async function writePushRamp(folder: string, size: Size): Promise<string> {
  const raw = { width: size.width, height: size.height, channels: 3 as const };
  const png = await sharp(pushRamp(size), { raw }).toColourspace('rgb16').png({ compressionLevel: 6 }).toBuffer();
  const path = join(folder, PUSH_RAMP_FILE);
  await writeFileAtomically(path, png);
  return path;
}
