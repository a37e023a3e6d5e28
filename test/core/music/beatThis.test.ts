import { expect } from 'chai';
import fc from 'fast-check';
import { CHUNK_FRAMES, chunkStarts, cutChunk, joinChunks } from '#core/music/activationChunks';
import { beatsFromActivations, pickActivationPeaks } from '#core/music/beatsFromActivations';
import { BEAT_THIS, makeBeatThisSpectrogram, melFilters } from '#core/music/beatThisSpectrogram';

describe('makeBeatThisSpectrogram', () => {
  /** [frame, band, value], computed with numpy 2.4 (rfft, mirrored ends, triangles from the definition of the scale). */
  const reference: readonly (readonly [number, number, number])[] = [
    [0, 5, 7.436845], [0, 60, 2.096591], [3, 12, 7.717305], [7, 20, 6.712783], [12, 40, 2.201311],
    [12, 90, 0.016592], [20, 55, 1.549801], [25, 70, 4.914064], [25, 127, 3.854948], [24, 0, 1.264982],
  ];

  it('equals values computed elsewhere for a sweep and a tone', () => {
    const samples = Float32Array.from({ length: 11025 }, (_, n) => {
      const t = n / BEAT_THIS.sampleRate;
      return 0.4 * Math.sin(2 * Math.PI * (200 * t + 1500 * t * t)) + 0.2 * Math.sin(2 * Math.PI * 5000 * t);
    });
    const stream = makeBeatThisSpectrogram();
    for (let at = 0; at < samples.length; at += 300) stream.push(samples.subarray(at, at + 300));
    const rows = stream.finish();
    expect(rows.length).to.equal(26 * 128);
    for (const [frame, band, value] of reference) expect(rows[frame * 128 + band], `${frame}, ${band}`).to.be.closeTo(value, 2e-4);
  });

  it('has filters of peak one that leave no band empty', () => {
    const filters = melFilters();
    for (let band = 0; band < 128; band++) {
      const peak = Math.max(...filters.subarray(band * 513, (band + 1) * 513));
      expect(peak).to.be.within(0.05, 1);
    }
  });
});

describe('chunks', () => {
  it('give every frame once, as if the piece had been fed whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (frames) => {
        const spectrogram = Float32Array.from({ length: frames * 2 }, (_, n) => Math.floor(n / 2) + 1);
        const starts = chunkStarts(frames);
        const outputs = starts.map((start) => {
          const chunk = cutChunk(spectrogram, 2, start);
          expect(chunk.length / 2).to.be.at.most(CHUNK_FRAMES);
          return chunk.filter((_, n) => n % 2 === 0);
        });
        joinChunks(frames, starts, outputs).forEach((value, frame) => {
          if (value !== frame + 1) throw new Error(`frame ${frame} is ${value}`);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('pickActivationPeaks', () => {
  const curve = (values: Readonly<Record<number, number>>): Float32Array => Float32Array.from({ length: 60 }, (_, n) => values[n] ?? -5);

  it('keeps the highest of ±3 frames above zero and averages neighbours', () => {
    expect(pickActivationPeaks(curve({ 10: 2, 12: 1, 20: 3, 21: 3, 30: -0.1, 40: 0.5 }))).to.deep.equal([10, 20.5, 40]);
  });

  it('gives no peaks in silence', () => {
    expect(pickActivationPeaks(new Float32Array(50))).to.deep.equal([]);
  });

  it('moves downbeats to the nearest beat and counts an upbeat backwards', () => {
    const activations = { framesPerSecond: 50, beat: curve({ 5: 1, 15: 1, 25: 1, 35: 1, 45: 1, 55: 1 }), downbeat: curve({ 16: 1, 44: 1 }) };
    const { beats, beatsPerBar } = beatsFromActivations(activations, () => 0);
    expect(beatsPerBar).to.equal(3);
    expect(beats.map(({ barPosition }) => barPosition)).to.deep.equal([3, 1, 2, 3, 1, 2]);
  });
});
