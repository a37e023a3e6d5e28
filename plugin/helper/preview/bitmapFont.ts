/** A font of our own, 5 × 7 dots, so that labels look alike on a machine without fonts. One row of five dots per number, from the top, leftmost dot = 16. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  ' ': [0, 0, 0, 0, 0, 0, 0], '.': [0, 0, 0, 0, 0, 12, 12], ':': [0, 12, 12, 0, 12, 12, 0], '-': [0, 0, 0, 31, 0, 0, 0], '/': [1, 1, 2, 4, 8, 16, 16],
  '%': [24, 25, 2, 4, 8, 19, 3], '+': [0, 4, 4, 31, 4, 4, 0], '_': [0, 0, 0, 0, 0, 0, 31], '(': [2, 4, 8, 8, 8, 4, 2], ')': [8, 4, 2, 2, 2, 4, 8],
  '?': [14, 17, 1, 2, 4, 0, 4],
  0: [14, 17, 19, 21, 25, 17, 14], 1: [4, 12, 4, 4, 4, 4, 14], 2: [14, 17, 1, 2, 4, 8, 31], 3: [31, 2, 4, 2, 1, 17, 14], 4: [2, 6, 10, 18, 31, 2, 2],
  5: [31, 16, 30, 1, 1, 17, 14], 6: [6, 8, 16, 30, 17, 17, 14], 7: [31, 1, 2, 4, 8, 8, 8], 8: [14, 17, 17, 14, 17, 17, 14], 9: [14, 17, 17, 15, 1, 2, 12],
  A: [14, 17, 17, 31, 17, 17, 17], B: [30, 17, 17, 30, 17, 17, 30], C: [14, 17, 16, 16, 16, 17, 14], D: [30, 17, 17, 17, 17, 17, 30], E: [31, 16, 16, 30, 16, 16, 31],
  F: [31, 16, 16, 30, 16, 16, 16], G: [14, 17, 16, 23, 17, 17, 15], H: [17, 17, 17, 31, 17, 17, 17], I: [14, 4, 4, 4, 4, 4, 14], J: [7, 2, 2, 2, 2, 18, 12],
  K: [17, 18, 20, 24, 20, 18, 17], L: [16, 16, 16, 16, 16, 16, 31], M: [17, 27, 21, 21, 17, 17, 17], N: [17, 17, 25, 21, 19, 17, 17], O: [14, 17, 17, 17, 17, 17, 14],
  P: [30, 17, 17, 30, 16, 16, 16], Q: [14, 17, 17, 17, 21, 18, 13], R: [30, 17, 17, 30, 20, 18, 17], S: [15, 16, 16, 14, 1, 1, 30], T: [31, 4, 4, 4, 4, 4, 4],
  U: [17, 17, 17, 17, 17, 17, 14], V: [17, 17, 17, 17, 17, 10, 4], W: [17, 17, 17, 21, 21, 21, 10], X: [17, 17, 10, 4, 10, 17, 17], Y: [17, 17, 17, 10, 4, 4, 4],
  Z: [31, 1, 2, 4, 8, 16, 31],
};

const ADVANCE = 6;
export const GLYPH_ROWS = 7;

/** Rows of dots for a character; small letters become capitals, unknown ones a question mark. */
export const glyphOf = (character: string): readonly number[] => glyphs[character.toUpperCase()] ?? glyphs['?']!;

/** A canvas of RGB bytes. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export interface TextPlace {
  readonly left: number;
  readonly top: number;
  /** Pixels per dot. */
  readonly scale: number;
  readonly colour: readonly [number, number, number];
}

export const textWidth = (text: string, scale: number): number => [...text].length * ADVANCE * scale;

/** Draws a line of text; what does not fit is cut off. */
export function drawText(canvas: Canvas, text: string, { left, top, scale, colour }: TextPlace): void {
  for (const [index, character] of [...text].entries()) {
    for (const [row, dots] of glyphOf(character).entries()) {
      for (let column = 0; column < 5; column++) {
        if ((dots & (16 >> column)) !== 0) fillSquare(canvas, left + (index * ADVANCE + column) * scale, top + row * scale, scale, colour);
      }
    }
  }
}

function fillSquare(canvas: Canvas, left: number, top: number, side: number, colour: readonly [number, number, number]): void {
  for (let y = Math.max(0, top); y < Math.min(canvas.height, top + side); y++) {
    for (let x = Math.max(0, left); x < Math.min(canvas.width, left + side); x++) canvas.pixels.set(colour, (y * canvas.width + x) * 3);
  }
}
