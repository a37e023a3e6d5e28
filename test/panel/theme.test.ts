import { expect } from 'chai';
import fc from 'fast-check';
import { contrast } from '../../panel/theme/contrast.js';
import { hostSteps, type Rgb } from '../../panel/theme/hostTheme.js';
import { paletteFor, shapeContrast, textContrast, themeVariables } from '../../panel/theme/palette.js';

const words = ['text', 'faint', 'accent', 'good', 'warn', 'bad'] as const;
const shapes = ['edge', 'kick', 'snare', 'hat', 'near', 'far'] as const;
const grounds = ['ground', 'raised', 'sunken', 'hover'] as const;

function expectReadable(background: Rgb): void {
  const palette = paletteFor({ background, fontSize: 12, fontFamily: '' });
  for (const ground of grounds) {
    for (const word of words) expect(contrast(palette[word], palette[ground]), `${word} on ${ground} at ${background.join()}`).to.be.at.least(textContrast);
    for (const shape of shapes) expect(contrast(palette[shape], palette[ground]), `${shape} on ${ground} at ${background.join()}`).to.be.at.least(shapeContrast);
  }
  expect(contrast(palette.wave, palette.sunken)).to.be.at.least(shapeContrast);
  expect(contrast(palette.onAction, palette.action)).to.be.at.least(textContrast);
}

describe('the palette', () => {
  it('knows WCAG contrast: black on white is 21, a colour on itself 1', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).to.be.closeTo(21, 1e-9);
    expect(contrast([90, 10, 200], [90, 10, 200])).to.equal(1);
  });

  for (const [name, background] of Object.entries(hostSteps)) it(`keeps every word readable in a ${name} host`, () => expectReadable(background));

  it('keeps the host\'s own grey as the ground, and its font size within reason', () => {
    expect(paletteFor({ background: [50, 50, 50], fontSize: 12, fontFamily: '' }).ground).to.deep.equal([50, 50, 50]);
    expect(themeVariables({ background: [50, 50, 50], fontSize: 400, fontFamily: 'x' })['--font-size']).to.equal('20px');
  });

  it('reads at any dark or light grey a host may come up with', () => {
    fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: 85 }), fc.integer({ min: 190, max: 255 })), (grey) => expectReadable([grey, grey, grey])));
  });
});
