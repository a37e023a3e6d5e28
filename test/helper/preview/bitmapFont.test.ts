import { expect } from 'chai';
import { drawText, glyphOf, type Canvas } from '#helper/preview/bitmapFont';

const canvasOf = (width: number, height: number): Canvas => ({ width, height, pixels: new Uint8Array(width * height * 3) });
const litColumns = ({ width, height, pixels }: Canvas, row: number): number[] => [...Array(width).keys()].filter((x) => row < height && pixels[(row * width + x) * 3] > 0);

describe('bitmapFont', () => {
  it('tells all characters of a label apart', () => {
    const drawn = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-/%+_() ?'].map((character) => glyphOf(character).join());
    expect(new Set(drawn).size).to.equal(drawn.length);
  });

  it('draws dots where the glyph has them', () => {
    const canvas = canvasOf(12, 14);
    drawText(canvas, 'T', { left: 0, top: 0, scale: 2, colour: [255, 255, 255] });
    expect(litColumns(canvas, 0)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(litColumns(canvas, 13)).to.deep.equal([4, 5]);
  });

  it('cuts off what does not fit and knows no unknown character', () => {
    const canvas = canvasOf(4, 4);
    drawText(canvas, 'ü🎬W', { left: -2, top: -1, scale: 1, colour: [9, 9, 9] });
    expect(canvas.pixels.length).to.equal(48);
    expect(glyphOf('🎬')).to.equal(glyphOf('?'));
  });
});
