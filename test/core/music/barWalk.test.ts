import { expect } from 'chai';
import { walkBars, type BarWalk } from '#core/music/barWalk';

/** Two bars of two say as much as one of four: what little there is tells between them. */
const ODDS = { 2: 0.01, 3: 0, 4: 0 };

interface Sketch {
  readonly beats: number;
  readonly isFirst: (beat: number) => boolean;
  /** Frames from one beat to the next, and how far the sound of a beat lies from where the walk is told to go. */
  readonly gap?: number;
  readonly late?: (beat: number) => number;
}

/** Beats that sound on their frame alone; first ones are marked. */
function walk({ beats, isFirst, gap = 50, late = () => 0 }: Sketch): BarWalk {
  const frames = Array.from({ length: beats }, (_, k) => 20 + k * gap);
  const sounds = new Map(frames.map((frame, k) => [frame + late(k), k]));
  return walkBars({
    frames,
    rewardAt: (frame) => (sounds.has(frame) ? 2 : -0.3),
    evidenceAt: (frame) => (isFirst(Math.round((frame - 20) / gap)) ? 3 : -1),
    metreOdds: ODDS,
  });
}

const positions = ({ states }: BarWalk): number[] => states.map(({ position }) => position);

describe('walkBars', () => {
  for (const metre of [2, 3, 4]) {
    it(`finds bars of ${metre} wherever the music begins in them`, () => {
      for (let phase = 0; phase < metre; phase++) {
        const found = walk({ beats: 40, isFirst: (beat) => beat % metre === phase });
        expect(found.states.every((state) => state.metre === metre)).to.equal(true);
        expect(positions(found)).to.deep.equal(Array.from({ length: 40 }, (_, beat) => ((beat - phase + metre) % metre) + 1));
      }
    });
  }

  it('goes from fours to threes where the music does', () => {
    const found = walk({ beats: 88, isFirst: (beat) => (beat < 40 ? beat % 4 === 0 : (beat - 40) % 3 === 0) });
    expect(found.states.map(({ metre }) => metre)).to.deep.equal(Array.from({ length: 88 }, (_, beat) => (beat < 40 ? 4 : 3)));
  });

  it('keeps its bars through a bar without evidence and one mark in the wrong place', () => {
    const found = walk({ beats: 48, isFirst: (beat) => (beat % 4 === 0 && beat !== 20) || beat === 22 });
    expect(positions(found)).to.deep.equal(Array.from({ length: 48 }, (_, beat) => (beat % 4) + 1));
  });

  it('moves each beat to its sound, within reach', () => {
    const late = (beat: number): number => [0, 2, -1, 1][beat % 4];
    const found = walk({ beats: 24, isFirst: (beat) => beat % 4 === 0, late });
    expect(found.frames).to.deep.equal(Array.from({ length: 24 }, (_, beat) => 20 + 50 * beat + late(beat)));
  });

  it('answers for one beat', () => {
    expect(walk({ beats: 1, isFirst: () => true }).frames).to.deep.equal([20]);
  });
});
