import { expect } from 'chai';
import fc from 'fast-check';
import type { SlotValues } from '#contracts/slots';
import { applySlots } from '#core/preview/applySlots';
import { busyPicture, paintDepth, paintPicture, pixelAt } from '../../fixtures/pictures.js';

const picture = busyPicture(64, 48);
const ramp = paintDepth(64, 48, (x) => x / 63);
const level = (depth: number) => paintDepth(64, 48, () => depth);

describe('applySlots', () => {
  const atRest: readonly SlotValues[] = [
    {},
    { 'focus.blurRadius': 0, 'focus.distance': 0.3 },
    { 'parallax.x': 0, 'parallax.y': 0, 'push.amount': 0 },
    { 'fog.density': 0, 'fog.start': 0.5 },
    { 'isolate.amount': 0, 'isolate.near': 0.4, 'isolate.far': 0.2 },
    { 'exposure.gain': 0 },
    { 'camera.zoom': 100 },
  ];
  for (const slots of atRest) {
    it(`leaves every byte alone at rest: ${JSON.stringify(slots)}`, () => {
      expect(applySlots(picture, ramp, slots).pixels).to.deep.equal(picture.pixels);
    });
  }

  it('does not move the mid-grey plane', () => {
    expect(applySlots(picture, level(0.5), { 'parallax.x': 6, 'parallax.y': -4 }).pixels).to.deep.equal(picture.pixels);
  });

  it('moves the nearest plane right and down by per cent of the width, the farthest the other way', () => {
    const near = applySlots(picture, level(1), { 'parallax.x': 6.25, 'parallax.y': 3.125 });
    expect(pixelAt(near, 30, 20)).to.deep.equal(pixelAt(picture, 26, 18));
    const far = applySlots(picture, level(0), { 'parallax.x': 6.25, 'parallax.y': 3.125 });
    expect(pixelAt(far, 30, 20)).to.deep.equal(pixelAt(picture, 34, 22));
  });

  it('shows black where a move uncovers the edge', () => {
    expect(pixelAt(applySlots(picture, level(1), { 'parallax.x': 6.25 }), 1, 20)).to.deep.equal([0, 0, 0]);
  });

  it('pushes near things outward from the centre and leaves the farthest in place', () => {
    const dot = paintPicture(65, 49, (x, y) => (x === 52 && y === 24 ? [255, 255, 255] : [0, 0, 0]));
    const pushed = applySlots(dot, paintDepth(65, 49, () => 1), { 'push.amount': 20 });
    const brightest = [...Array(65).keys()].reduce((best, x) => (pixelAt(pushed, x, 24)[0] > pixelAt(pushed, best, 24)[0] ? x : best), 0);
    expect(brightest).to.be.within(56, 58);
    expect(applySlots(dot, paintDepth(65, 49, () => 0), { 'push.amount': 20 }).pixels).to.deep.equal(dot.pixels);
  });

  it('gives fog its full colour at the far end and none before its start', () => {
    const fogged = applySlots(picture, ramp, { 'fog.density': 1, 'fog.start': 0.5 }, { fogColour: [1, 0.5, 0] });
    expect(pixelAt(fogged, 0, 10)).to.deep.equal([255, 128, 0]);
    for (let x = 33; x < 64; x++) expect(pixelAt(fogged, x, 10)).to.deep.equal(pixelAt(picture, x, 10));
  });

  it('blackens what lies outside the slice and keeps the slice', () => {
    const isolated = applySlots(picture, ramp, { 'isolate.amount': 1, 'isolate.near': 0.7, 'isolate.far': 0.3, 'isolate.softness': 0 });
    expect(pixelAt(isolated, 5, 7)).to.deep.equal([0, 0, 0]);
    expect(pixelAt(isolated, 60, 7)).to.deep.equal([0, 0, 0]);
    expect(pixelAt(isolated, 32, 7)).to.deep.equal(pixelAt(picture, 32, 7));
  });

  it('stacks as the host does: light below fog, fog over the zoomed picture', () => {
    const slots: SlotValues = { 'fog.density': 1, 'fog.start': 1, 'exposure.gain': 2, 'camera.zoom': 50 };
    expect(pixelAt(applySlots(picture, level(0), slots, { fogColour: [0.5, 0.5, 0.5] }), 1, 1)).to.deep.equal([128, 128, 128]);
  });

  it('adds a stop by doubling linear light', () => {
    const brighter = applySlots(paintPicture(2, 2, () => [100, 0, 255]), paintDepth(2, 2, () => 0), { 'exposure.gain': 1 });
    expect(pixelAt(brighter, 0, 0)).to.deep.equal([138, 0, 255]);
  });

  it('zooms around the centre', () => {
    const cross = paintPicture(65, 65, (x, y) => (x === 40 || y === 32 ? [255, 255, 255] : [0, 0, 0]));
    const zoomed = applySlots(cross, paintDepth(65, 65, () => 0.5), { 'camera.zoom': 200 });
    expect(pixelAt(zoomed, 48, 10)).to.deep.equal([255, 255, 255]);
    expect(pixelAt(zoomed, 40, 10)).to.deep.equal([0, 0, 0]);
  });

  it('gives a whole picture for any slots a recipe may reach', () => {
    const part = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const slots = fc.record(
      {
        'focus.distance': part(0, 1), 'focus.blurRadius': part(0, 12), 'parallax.x': part(-16, 16), 'parallax.y': part(-16, 16), 'push.amount': part(-50, 50), 'fog.density': part(0, 1), 'fog.start': part(0, 1),
        'isolate.amount': part(0, 1), 'isolate.near': part(0, 1), 'isolate.far': part(0, 1), 'isolate.softness': part(0, 1), 'exposure.gain': part(-4, 4), 'camera.zoom': part(10, 300),
      },
      { requiredKeys: [] },
    );
    const small = busyPicture(23, 13);
    const map = paintDepth(23, 13, (x, y) => ((x * 7 + y * 3) % 11) / 10);
    fc.assert(fc.property(slots, (values) => applySlots(small, map, values).pixels.length === small.pixels.length), { numRuns: 60 });
  });
});
