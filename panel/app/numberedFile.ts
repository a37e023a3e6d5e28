import type { FrameIndex } from '#contracts/units';

/** Path of a later file of a numbered sequence: the number at the end of the first one's name counts on, as wide as it was written. */
export function numberedFile(first: string, frame: FrameIndex): string {
  const [, stem, digits, ending] = /^(.*?)(\d{1,9})(\.[A-Za-z0-9]+)$/.exec(first) ?? [];
  if (stem === undefined || digits === undefined || ending === undefined) return first;
  return `${stem}${String(Number(digits) + frame).padStart(digits.length, '0')}${ending}`;
}
