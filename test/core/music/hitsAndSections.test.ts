import { expect } from 'chai';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE, type MusicFeatures } from '#core/music/musicFeatures';
import { findHits } from '#core/music/findHits';
import { findSections } from '#core/music/findSections';
import { onsetStrength } from '#core/music/onsetStrength';
import { drumPatterns, playPattern, type DrumPattern } from '../../fixtures/drumFixtures.js';
import { beatsAt } from '../../fixtures/gridFixtures.js';

function listen(samples: Float32Array): MusicFeatures {
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(samples);
  return frontEnd.finish();
}

const drums: DrumPattern = { name: 'drums', beatsPerBar: 4, steps: 2, lines: { kick: 'x...x...', snare: '..x...x.', hat: 'oooooooo' } };
const request = { seconds: 16, sampleRate: MUSIC_SAMPLE_RATE, bpm: 104 };

/** Part of `expected` with a found time within 20 ms, and part of `found` with an expected one. */
function recallAndPrecision(found: readonly number[], expected: readonly number[]): { readonly recall: number; readonly precision: number } {
  const near = (time: number, others: readonly number[]): boolean => others.some((other) => Math.abs(other - time) < 0.02);
  return {
    recall: expected.filter((time) => near(time, found)).length / expected.length,
    precision: found.filter((time) => near(time, expected)).length / Math.max(1, found.length),
  };
}

describe('findHits', () => {
  const song = playPattern(drums, request);
  const features = listen(song.samples);
  const hits = findHits(onsetStrength(features), features);
  const played = (line: number): number[] => song.beats.filter((_, beat) => beat % 2 === line);
  const expected = { kick: played(0), snare: played(1), hat: song.beats.flatMap((time) => [time, time + 30 / request.bpm]).filter((time) => time < 15.9) };

  for (const band of ['kick', 'snare', 'hat'] as const) {
    it(`finds the ${band} where it was played`, () => {
      const found = hits.filter((hit) => hit.band === band).map(({ time }) => time);
      const { recall, precision } = recallAndPrecision(found, expected[band]);
      // A hat under a snare is masked by it: only those in the open can be heard.
      expect(recall).to.be.above(band === 'hat' ? 0.6 : 0.95);
      expect(precision).to.be.above(0.9);
    });
  }

  it('gives hits in order, inside the song, and none in silence', () => {
    hits.slice(1).forEach((hit, i) => expect(hit.time).to.be.at.least(hits[i].time));
    const silence = listen(new Float32Array(MUSIC_SAMPLE_RATE));
    expect(findHits(onsetStrength(silence), silence)).to.deep.equal([]);
  });
});

describe('findSections', () => {
  const described = { framesPerSecond: 5, loudness: new Float32Array(0), timbre: new Float32Array(0) };
  const quiet = { ...drumPatterns[7], beatsPerBar: 4, lines: { bass: 'x...x...', chord: '....x...' } };

  it('finds where the drums come in and go, on downbeats, and names what is alike', () => {
    const bars = 12;
    const seconds = (bars * 4 * 60) / 120;
    const part = (pattern: DrumPattern): Float32Array => playPattern(pattern, { bpm: 120, seconds, sampleRate: MUSIC_SAMPLE_RATE, start: 0 }).samples;
    const parts = [part(quiet), part(drums), part(quiet)];
    const samples = new Float32Array(3 * parts[0].length);
    parts.forEach((samplesOfPart, i) => samples.set(samplesOfPart, i * samplesOfPart.length));
    const beats = beatsAt(Array.from({ length: 3 * bars * 4 }, (_, i) => i * 0.5));
    const sections = findSections(beats, listen(samples), described);
    expect(sections.map(({ start }) => start)).to.deep.equal([0, seconds, 2 * seconds]);
    expect(sections.map(({ label }) => label)).to.deep.equal(['A', 'B', 'A']);
    expect(sections[1].energy).to.equal(1);
    expect(sections[2].end).to.equal(3 * seconds);
  });

  it('keeps music without change in one piece, and copes with none', () => {
    const song = playPattern(drums, { ...request, seconds: 40, start: 0 });
    expect(findSections(beatsAt(song.beats), listen(song.samples), described)).to.have.length(1);
    expect(findSections([], listen(new Float32Array(100)), described)).to.have.length(1);
    expect(findSections([], listen(new Float32Array(0)), described)).to.deep.equal([]);
  });
});
