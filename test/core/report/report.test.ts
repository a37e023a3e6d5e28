import { expect } from 'chai';
import fc from 'fast-check';
import type { DepthPassport, DepthShot } from '#contracts/depthAsset';
import { lampBorders, lampOf, type LampMeasure } from '#core/depth/shotLamps';
import { lineGraph, thinned } from '#core/report/lineGraph';
import { qualityWords } from '#core/report/qualityWords';
import { reportPage, shownShots } from '#core/report/reportPage';
import { sectionsIn, shotSection, type ShotEvidence } from '#core/report/shotSection';
import { SmallDepth } from '#core/report/smallDepth';
import { tintedLuma } from '#core/report/tintedLuma';
import { escapeMarkup } from '#core/text/escapeMarkup';
import { frameIndexToTimecode } from '#core/time/timecode';

const rate = { numerator: 25, denominator: 1 };
const shot = (first: number, last: number): DepthShot => ({ first, last, range: { far: 0.1, near: 0.9 }, nearFocus: 0.8, farFocus: 0.2, quality: { flicker: 0.004, confidence: 0.6, halo: 0.7, hidden: 3 } });
const evidence: ShotEvidence = { strip: { jpeg: 'AAAA', width: 320, height: 180, moments: [3, 9] }, flicker: [0, 0.004], agreement: [1, 0.6] };

const passport: DepthPassport = {
  schema: 'depthbeat.depthPassport', version: 2, complete: true, jobKey: 'k', frames: { first: 0, last: 49 }, frameRate: rate, size: { width: 64, height: 36 }, sourceSize: { width: 64, height: 36 },
  pixelAspect: 1, timing: 'constant', format: 'png', filePattern: 'depth_%05d.png', bitDepth: 16, companions: [], polarity: 'whiteIsNear', cuts: [30], shots: [shot(0, 29), shot(30, 49)],
  model: { id: '<script>alert(1)</script>', sha256: 's', inputSize: { width: 32, height: 18 } }, provider: 'cpu', source: { path: '/x', bytes: 1, modifiedMilliseconds: 1, sha256: 's' }, settings: { consistency: 'shot' }, versions: {},
};

const pageOf = (clipName: string): string => reportPage({ passport, clipName, shown: passport.shots, sections: passport.shots.map((one) => shotSection(one, evidence, rate)) });

/** Names of all elements of a page whose texts hold no bare `<`. */
const elementsOf = (page: string): Set<string> => new Set([...page.replace(/<!--[\s\S]*?-->|<!DOCTYPE html>/g, '').matchAll(/<\/?([^\s>/]*)/g)].map(([, name]) => name!));

describe('report', () => {
  it('shows any name as text: the same elements and no address from outside, whatever the clip is called', () => {
    const plain = elementsOf(pageOf('clip.mp4'));
    expect(plain).not.to.include('script');
    const property = fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"><script src=//x>', "' onload='x", '<!--shot 0-->', '</title><img src=x>', '\u202egpj.exe', '&lt;', '\ud800')), (name) => {
      const page = pageOf(name);
      expect(elementsOf(page)).to.deep.equal(plain);
      expect(page.replace(/<title>.*|<h1>.*/gs, '')).not.to.match(/(src|href)="(?!data:|#)/);
      expect([...sectionsIn(page).keys()]).to.deep.equal([0, 30]);
    });
    fc.assert(property, { numRuns: 40 });
    expect(escapeMarkup(`<a b="c" d='e'>&\0\ud800😀`)).to.equal('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\ufffd\ufffd😀');
  });

  it('gives back its sections as they were put in', () => {
    const page = pageOf('clip.mp4');
    for (const one of passport.shots) expect(sectionsIn(page).get(one.first)).to.equal(shotSection(one, evidence, rate));
    expect(sectionsIn(page.slice(0, page.indexOf('<!--end of shot 30'))).has(30)).to.equal(false);
  });

  it('says lamps, thresholds, range and cuts', () => {
    const page = pageOf('clip.mp4');
    for (const words of ['Cuts at 00:00:01:05 (30).', "Flicker 0.40 % of the depth's span a frame: <b>good</b>", 'good up to 0.6 %, fair up to 2.0 %', 'Confidence 60 %: <b>fair</b>', 'Halo 70 %: <b>poor</b>', 'black is 0.1, white 0.9', '3 frames show nothing']) expect(page).to.contain(words);
  });

  it('lights each lamp by its own border', () => {
    for (const measure of Object.keys(lampBorders) as LampMeasure[]) {
      const { good, fair, better } = lampBorders[measure];
      const worse = better === 'low' ? 1e-6 : -1e-6;
      const at = (value: number): string => lampOf(measure, { flicker: 0, confidence: 1, halo: 0, hidden: 0, [measure]: value });
      expect([at(good), at(good + worse), at(fair), at(fair + worse)], measure).to.deep.equal(['good', 'fair', 'fair', 'poor']);
    }
  });

  it('says in one clause what is not good', () => {
    const good = { flicker: 0, confidence: 1, halo: 0, hidden: 0 };
    const of = (...qualities: object[]): string => qualityWords(qualities.map((quality, i) => ({ ...shot(i, i), quality: { ...good, ...quality } })));
    expect(of({}, {})).to.equal('');
    expect(of({ halo: 0.3 })).to.equal('halo fair');
    expect(of({ flicker: 1, halo: 0.3 }, {}, { halo: 1 })).to.equal('flicker poor in 1 of 3 shots; halo fair in 1 of 3 shots, poor in 1');
    expect(qualityWords([{ ...shot(0, 1), quality: undefined }])).to.equal('');
  });

  it('shows every 25th of frames taken alone, the same in a part as in the whole', () => {
    const alone = Array.from({ length: 100 }, (_, i) => shot(7 + i, 7 + i));
    expect(shownShots(alone, true, 7).map(({ first }) => first)).to.deep.equal([7, 32, 57, 82]);
    expect(shownShots(alone.slice(40), true, 7).map(({ first }) => first)).to.deep.equal([57, 82]);
  });

  it('draws a graph that never hides its worst frame', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 2000 }), (values) => {
      const points = thinned(values, 'lowest');
      expect(points.length).to.equal(Math.min(240, values.length));
      expect(Math.min(...points)).to.equal(Math.min(...values));
      expect(lineGraph({ title: 't', values, top: 1, levels: [], worst: 'highest' })).not.to.match(/NaN|undefined|Infinity/);
    }));
  });

  it('tints a fine luma with a coarse colour', () => {
    const thumbnail = new Uint8Array(32 * 18 * 3).map((_, i) => [200, 100, 50][i % 3]!);
    const luma = Uint8Array.from({ length: 64 * 36 }, (_, i) => (i % 2 === 0 ? 90 : 140));
    const [red, green, blue] = tintedLuma({ width: 64, height: 36, channels: 1, pixels: luma }, thumbnail, 64, 36);
    expect(0.2126 * red! + 0.7152 * green! + 0.0722 * blue!).to.be.closeTo(90, 1);
    expect([red! - green!, green! - blue!]).to.deep.equal([100, 50]);
    expect(tintedLuma(undefined, thumbnail, 8, 4).slice(0, 3)).to.deep.equal(new Uint8Array([200, 100, 50]));
  });

  it('makes a depth picture small as its file shows it, whatever both sizes are', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 130 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 90 }));
    fc.assert(fc.property(sizes, ([width, height, across, down]) => {
      const small = { width: Math.min(width, across), height: Math.min(height, down) };
      const depth = new SmallDepth({ width, height }, small, { far: 2, near: 6 });
      // A ramp from beyond far to beyond near: grey follows its place.
      for (let y = 0; y < height; y++) depth.addRow(y, Float32Array.from({ length: width }, (_, x) => 1 + (6 * (x + 0.5)) / width));
      const grey = depth.grey();
      expect(grey.length).to.equal(small.width * small.height);
      // Grey that is cut off at its ends is no straight line: there a mean differs by at most what lies beyond, and a column may be shared.
      const near = 4 + (255 * 1.5) / small.width;
      grey.forEach((value, i) => expect(value).to.be.closeTo(255 * Math.min(1, Math.max(0, (1 + (6 * ((i % small.width) + 0.5)) / small.width - 2) / 4)), near));
    }), { numRuns: 30 });
    const steps = new SmallDepth({ width: 4, height: 2 }, { width: 2, height: 1 }, { far: 0, near: 1 });
    steps.addRow(0, Float32Array.from([0, 0.2, 1, 3]));
    steps.addRow(1, Float32Array.from([0.4, 0.2, -1, 1]));
    expect([...steps.grey()]).to.deep.equal([51, 191]);
  });

  it('counts time codes in whole frames', () => {
    expect(frameIndexToTimecode(3 * 90000 + 61 * 25 + 7, rate)).to.equal('03:01:01:07');
    expect(frameIndexToTimecode(30, { numerator: 30000, denominator: 1001 })).to.equal('00:00:01:00');
  });
});
