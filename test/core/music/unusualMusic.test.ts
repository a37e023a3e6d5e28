import { expect } from 'chai';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE, type MusicFeatures } from '#core/music/musicFeatures';
import { fluxGroups } from '#core/music/onsetFlux';
import { runSteps } from '#core/music/steps';
import { trackBeats, type TrackedBeats } from '#core/music/trackBeats';
import { drumPatterns, playPattern } from '../../fixtures/drumFixtures.js';
import { clicksAt, evenTimes } from '../../fixtures/soundFixtures.js';
import { oneShot, speechLike } from '../../fixtures/unusualSounds.js';

const RATE = MUSIC_SAMPLE_RATE;
const described = { framesPerSecond: 1, loudness: new Float32Array(0), timbre: new Float32Array(0) };

function listen(samples: Float32Array): MusicFeatures {
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(samples);
  return frontEnd.finish();
}

const track = (samples: Float32Array): TrackedBeats => runSteps(trackBeats(listen(samples), described));
const meanConfidence = ({ beats }: TrackedBeats): number => beats.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, beats.length);

function medianGap({ beats }: TrackedBeats): number {
  const gaps = beats.slice(1).map(({ time }, i) => time - beats[i].time).sort((a, b) => a - b);
  return gaps[gaps.length >> 1];
}

describe('a metronome', () => {
  const accents = [
    { name: 'without accents', every: 1, accent: {} },
    { name: 'every fourth click higher', every: 4, accent: { pitch: 2500 } },
    { name: 'every third click higher', every: 3, accent: { pitch: 2500 } },
    { name: 'every fourth click louder', every: 4, accent: { level: 0.95 } },
  ];
  for (const { name, every, accent } of accents) {
    it(`is counted at its own speed from 60 to 200 beats a minute, ${name}`, () => {
      for (const bpm of [60, 90, 120, 160, 200]) {
        const clicks = evenTimes(0.31, 11.8, 60 / bpm).map((time, i) => ({ time, level: 0.6, ...(i % every === 0 ? accent : {}) }));
        expect(60 / medianGap(track(clicksAt(clicks, 12, RATE))), `${bpm}`).to.be.closeTo(bpm, 0.01 * bpm);
      }
    });
  }
});

describe('sound that is no song', () => {
  it('is not trusted when it is speech', () => {
    for (const seed of [11, 12, 13]) expect(meanConfidence(track(speechLike(25, RATE, seed)))).to.be.below(0.25);
  });

  it('is not trusted when it is one struck sound', () => {
    const { beats, tempoSegments } = track(oneShot(4, RATE));
    for (const { confidence } of beats) expect(confidence).to.be.below(0.3);
    expect(tempoSegments.every(({ bpm }) => Number.isFinite(bpm))).to.equal(true);
  });

  it('is counted when it is a loop of two seconds, its first beat included, and trusted less than a song', () => {
    for (const index of [1, 3]) {
      const loop = track(playPattern(drumPatterns[index], { bpm: 120, seconds: 2, sampleRate: RATE, start: 0 }).samples);
      expect(loop.beats.length).to.equal(4);
      loop.beats.forEach(({ time }, i) => expect(time).to.be.closeTo(0.5 * i, 0.03));
      expect(meanConfidence(loop)).to.be.within(0.3, 0.9);
    }
  });
});

describe('a song', () => {
  const song = playPattern(drumPatterns[1], { bpm: 104, seconds: 30, sampleRate: RATE });
  const missed = ({ beats }: TrackedBeats, expected: readonly number[]): number =>
    expected.filter((time) => !beats.some((beat) => Math.abs(beat.time - time) < 0.01)).length;

  it('keeps its beats through a fade in and a fade out', () => {
    const faded = song.samples.map((value, n) => value * Math.min(1, n / (8 * RATE), Math.max(0, (30 * RATE - n) / (8 * RATE))));
    expect(missed(track(faded), song.beats.filter((time) => time > 2 && time < 28))).to.equal(0);
  });

  it('keeps its beats before and after a silence', () => {
    const samples = new Float32Array(70 * RATE);
    samples.set(song.samples, 0);
    samples.set(song.samples, 40 * RATE);
    const tracked = track(samples);
    expect(missed(tracked, song.beats.filter((time) => time > 1 && time < 27))).to.equal(0);
    expect(missed(tracked, song.beats.map((time) => time + 40).filter((time) => time > 43 && time < 68))).to.equal(0);
  });
});

/** A quarter of an hour here; two hours were tried by hand with the same construction, DEPTHBEAT_MIX_SECONDS=7200. */
const MIX_SECONDS = Number(process.env['DEPTHBEAT_MIX_SECONDS'] ?? 900);

/** Features of pieces one after the other, each repeated for five minutes: the sound of such a mix would take a minute to hear. */
function mixOf(pieces: readonly MusicFeatures[], seconds: number): MusicFeatures {
  const stretch = 300;
  const join = (read: (piece: MusicFeatures) => Float32Array, valuesPerSecond: number): Float32Array => {
    const all = new Float32Array(seconds * valuesPerSecond);
    for (let start = 0; start < seconds; start += stretch) {
      const piece = read(pieces[(start / stretch) % pieces.length]).subarray(0, Math.floor(pieces[(start / stretch) % pieces.length].duration) * valuesPerSecond);
      for (let at = start * valuesPerSecond; at < Math.min(all.length, (start + stretch) * valuesPerSecond); at += piece.length) all.set(piece.subarray(0, Math.min(piece.length, all.length - at)), at);
    }
    return all;
  };
  const groups = (kind: 'flux' | 'level'): MusicFeatures['flux'] =>
    Object.fromEntries(fluxGroups.map((group) => [group, join((piece) => piece[kind][group], 100)])) as unknown as MusicFeatures['flux'];
  return { duration: seconds, flux: groups('flux'), level: groups('level'), fineFlux: join((piece) => piece.fineFlux, 400), chroma: join((piece) => piece.chroma, 240) };
}

describe('a long mix', () => {
  it('is counted at the tempo of each part, within bounded memory', function () {
    this.timeout(300_000);
    const tempi = [120, 105, 150];
    // Each piece holds whole bars, so that it goes on evenly when repeated.
    const pieces = tempi.map((bpm, i) => listen(playPattern(drumPatterns[[1, 4, 3][i]], { bpm, seconds: 32, sampleRate: RATE, start: 0 }).samples));
    const before = process.memoryUsage().arrayBuffers;
    const mix = mixOf(pieces, MIX_SECONDS);
    let most = 0;
    const steps = trackBeats(mix, described);
    for (;;) {
      const step = steps.next();
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      if (!step.done) continue;
      for (const [part, bpm] of tempi.entries()) {
        const beats = step.value.beats.filter(({ time }) => time > part * 300 + 30 && time < part * 300 + 270);
        expect(60 / medianGap({ ...step.value, beats }), `part ${part}`).to.be.closeTo(bpm, 0.5);
      }
      break;
    }
    expect(most / 1e6).to.be.below(100 + MIX_SECONDS / 24);
  });
});
