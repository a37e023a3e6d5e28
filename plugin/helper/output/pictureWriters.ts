import { ditherTo8 } from '#core/depth/dither';
import { outsideSlice } from '#core/depth/depthSlice';
import { unitRow } from '#core/depth/encode16';
import { falseColourRow } from '#core/depth/falseColour';
import { pushRow } from '#core/depth/pushMap';
import type { ValueRange } from '#core/depth/statistics';
import type { DepthSlice } from '#contracts/depthAsset';
import type { FrameRate, Size } from '#contracts/units';
import { encodeRow16 } from '../kernels/encodeRow16.js';
import { exrFile } from './exrFile.js';
import type { PictureKind } from './frameFiles.js';
import { Png16, Png8 } from './png16.js';

/** What all pictures of one frame have in common. */
export interface PictureFacts extends Size {
  readonly pixelAspect: number;
  readonly rate: FrameRate;
  /** Raw disparity that becomes 0 and 1. */
  readonly range: ValueRange;
  /** What the matte shows white. */
  readonly slice: DepthSlice;
}

/** A whole file in parts, one after another. */
export type FileParts = readonly Uint8Array[];

/** Port: takes the rows of one picture from the top, raw disparity (near = larger), then gives the whole file. */
export interface PictureWriter {
  addRow(row: Float32Array): void;
  /** To be called once. What it gives at once may be void as soon as anything else was done with the kernels. */
  encode(): FileParts | Promise<FileParts>;
}

const writers: { readonly [Kind in PictureKind]: (facts: PictureFacts) => PictureWriter } = {
  png: greyPng16,
  png8: greyPng8,
  tiff: greyTiff16,
  'exr-half': (facts) => exr(facts, 'half'),
  'exr-float': (facts) => exr(facts, 'float'),
  push: pushPng,
  matte: mattePng,
  'false-colour': falseColourPng,
};

export function openPicture(kind: PictureKind, facts: PictureFacts): PictureWriter {
  return writers[kind](facts);
}

function greyPng16({ width, height, range }: PictureFacts): PictureWriter {
  const file = new Png16(width, height);
  return { addRow: (row) => file.addDepthRow(row, range), encode: () => file.encode() };
}

/** LZW with differences along rows: what every host reads; deflated TIFF is not. */
function greyTiff16({ width, height, range }: PictureFacts): PictureWriter {
  const codes = new Uint16Array(width * height);
  let at = 0;
  return {
    addRow: (row) => {
      encodeRow16(row, range, codes.subarray(at, at + width));
      at += width;
    },
    encode: async () => {
      // Loading sharp costs each worker more time than several frames: only who needs it does.
      const { default: sharp } = await import('sharp');
      return [await sharp(codes, { raw: { width, height, channels: 1 } }).toColourspace('grey16').tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer()];
    },
  };
}

/** Writers whose values are wanted as 0..1: `take` is told the row (reused) and its number. */
function unitRows({ width, range }: PictureFacts, take: (row: Float32Array, y: number) => void): (row: Float32Array) => void {
  const unit = new Float32Array(width);
  let y = 0;
  return (row) => {
    unitRow(row, range, unit);
    take(unit, y++);
  };
}

function greyPng8(facts: PictureFacts): PictureWriter {
  const file = new Png8(facts.width, facts.height, 1);
  const codes = new Uint8Array(facts.width);
  const addRow = unitRows(facts, (row, y) => {
    for (let x = 0; x < row.length; x++) codes[x] = ditherTo8(row[x]!, x, y);
    file.addRow(codes);
  });
  return { addRow, encode: () => file.encode() };
}

function pushPng(facts: PictureFacts): PictureWriter {
  const file = new Png16(facts.width, facts.height, 3);
  const codes = new Uint16Array(3 * facts.width);
  const addRow = unitRows(facts, (row, y) => {
    pushRow(row, y, facts, codes);
    file.addRow(codes);
  });
  return { addRow, encode: () => file.encode() };
}

function mattePng(facts: PictureFacts): PictureWriter {
  const file = new Png16(facts.width, facts.height);
  const codes = new Uint16Array(facts.width);
  const addRow = unitRows(facts, (row) => {
    for (let x = 0; x < row.length; x++) codes[x] = 65535 * (1 - outsideSlice(row[x]!, facts.slice)) + 0.5;
    file.addRow(codes);
  });
  return { addRow, encode: () => file.encode() };
}

function falseColourPng(facts: PictureFacts): PictureWriter {
  const file = new Png8(facts.width, facts.height, 3);
  const codes = new Uint8Array(3 * facts.width);
  const addRow = unitRows(facts, (row, y) => {
    falseColourRow(row, y, codes);
    file.addRow(codes);
  });
  return { addRow, encode: () => file.encode() };
}

/** `Y` alone: FFmpeg cannot read a file that also holds a distance, and hosts show only `Y`; metres follow from the passport. */
function exr(facts: PictureFacts, type: 'half' | 'float'): PictureWriter {
  const { width, height, range } = facts;
  const values = new Float32Array(width * height);
  let at = 0;
  return {
    addRow: (row) => {
      unitRow(row, range, values.subarray(at, at + width));
      at += width;
    },
    encode: () => [exrFile({ ...facts, type, values })],
  };
}
