import sharp from 'sharp';
import type { Size } from '#contracts/units';
import { writeFileAtomically } from '../output/atomicFile.js';
import { drawText, GLYPH_ROWS, type Canvas } from './bitmapFont.js';

/** One row: the picture, its depth and what the recipe makes of it, all of one size. */
export interface SheetRow {
  readonly label: string;
  /** height × width × 3 sRGB bytes. */
  readonly frame: Uint8Array;
  /** height × width, 0 far .. 1 near. */
  readonly depth: Float32Array;
  readonly effect: Uint8Array;
}

const GAP = 12;
const TEXT_SCALE = 2;
const TEXT_HEIGHT = GLYPH_ROWS * TEXT_SCALE;
/** Widest picture on the sheet: three of them fit a screen. */
const WIDEST = 560;
const background = [22, 22, 26] as const;
const bright = [235, 235, 240] as const;
const quiet = [150, 150, 160] as const;

interface SheetLayout {
  readonly cell: Size;
  readonly width: number;
  readonly height: number;
  readonly rowTop: (row: number) => number;
  readonly cellLeft: (column: number) => number;
}

function layOut(size: Size, rows: number): SheetLayout {
  const scale = Math.min(1, WIDEST / size.width);
  const cell = { width: Math.round(size.width * scale), height: Math.max(1, Math.round(size.height * scale)) };
  const head = GAP + TEXT_HEIGHT + GAP;
  const step = TEXT_HEIGHT + GAP / 2 + cell.height + GAP;
  return {
    cell,
    width: 3 * cell.width + 4 * GAP,
    height: head + rows * step + TEXT_HEIGHT / 2,
    rowTop: (row) => head + row * step,
    cellLeft: (column) => GAP + column * (cell.width + GAP),
  };
}

const greyOf = (depth: Float32Array): Uint8Array => Uint8Array.from({ length: depth.length * 3 }, (_, at) => Math.round(255 * depth[Math.floor(at / 3)]!));

function drawLabels(layout: SheetLayout, rows: readonly SheetRow[], title: string): Canvas {
  const pixels = new Uint8Array(layout.width * layout.height * 3);
  for (let at = 0; at < pixels.length; at += 3) pixels.set(background, at);
  const canvas = { width: layout.width, height: layout.height, pixels };
  for (const [column, name] of ['Frame', 'Depth', 'Effect'].entries()) {
    drawText(canvas, column === 2 && title !== '' ? `${name} - ${title}` : name, { left: layout.cellLeft(column), top: GAP, scale: TEXT_SCALE, colour: quiet });
  }
  for (const [row, { label }] of rows.entries()) drawText(canvas, label, { left: GAP, top: layout.rowTop(row), scale: TEXT_SCALE, colour: bright });
  return canvas;
}

/** Writes frame | depth | effect rows as a PNG, atomically. All pictures have `size`. */
export async function writeContactSheet(path: string, rows: readonly SheetRow[], size: Size, title = ''): Promise<void> {
  const layout = layOut(size, rows.length);
  const canvas = drawLabels(layout, rows, title);
  const toCell = (pixels: Uint8Array): Promise<Buffer> =>
    sharp(pixels, { raw: { ...size, channels: 3 } }).resize(layout.cell.width, layout.cell.height, { fit: 'fill' }).png().toBuffer();
  const pictures = rows.flatMap(({ frame, depth, effect }, row) =>
    [frame, greyOf(depth), effect].map(async (pixels, column) => ({
      input: await toCell(pixels),
      left: layout.cellLeft(column),
      top: layout.rowTop(row) + TEXT_HEIGHT + GAP / 2,
    })),
  );
  const sheet = sharp(canvas.pixels, { raw: { width: canvas.width, height: canvas.height, channels: 3 } }).composite(await Promise.all(pictures));
  await writeFileAtomically(path, await sheet.png({ compressionLevel: 8 }).toBuffer());
}
