import { expect } from 'chai';
import { join } from 'node:path';
import type { BeatGrid } from '#contracts/beatGrid';
import type { JobEvent } from '#contracts/progress';
import type { FailureError } from '#core/failure/result';
import { parseBeatGrid } from '#core/parsing/parseBeatGrid';
import { analyseMusic } from '#helper/jobs/analyseMusic';
import { encodersAtHand, ffmpeg, makeAwkwardFolder } from '../../fixtures/ffmpegFixtures.js';
import { clicksAt, evenTimes, writeWav } from '../../fixtures/soundFixtures.js';

const RATE = 44100;
const never = new AbortController().signal;
const quiet = (): void => undefined;

describe('analyseMusic', () => {
  let folder: string;
  let song: string;
  const clicks = evenTimes(0.3, 11.5, 0.5);

  let ofWav: BeatGrid;

  before(async () => {
    folder = await makeAwkwardFolder();
    song = join(folder, '#1 "song" .wav');
    await writeWav(song, clicksAt(clicks.map((time) => ({ time })), 12, RATE), RATE);
    ofWav = await analyseMusic({ source: song }, quiet, never);
  });

  it('gives a valid grid with its source named and progress told', async () => {
    const events: JobEvent[] = [];
    const grid = await analyseMusic({ source: song }, (event) => events.push(event), never);
    expect(parseBeatGrid(grid, 'grid').ok).to.equal(true);
    expect(grid.duration).to.be.closeTo(12, 0.001);
    expect(grid.tempo).to.be.closeTo(120, 0.05);
    expect(grid.provenance.source.path).to.equal(song);
    expect(grid.provenance.source.fingerprint).to.match(/^[0-9a-f]{64}$/);
    expect(events.some((event) => event.event === 'progress' && event.stage === 'listen')).to.equal(true);
  });

  it('finds the same beats in the sound of a video, late by as much as it is', async () => {
    const video = join(folder, 'clip.mov');
    await ffmpeg(['-f', 'lavfi', '-i', 'color=size=32x32:rate=25:duration=12', '-itsoffset', '0.24', '-i', song, '-c:v', 'mpeg4', '-c:a', 'aac', video]);
    const [wav, mov] = [await analyseMusic({ source: song }, quiet, never), await analyseMusic({ source: video }, quiet, never)];
    for (const beat of wav.beats.slice(1, -1)) {
      expect(Math.min(...mov.beats.map(({ time }) => Math.abs(time - 0.24 - beat.time)))).to.be.below(0.001);
    }
  });

  const encodings = [
    { file: 'song.mp3', encoder: 'libmp3lame', args: [] },
    { file: 'song.m4a', encoder: 'aac', args: [] },
    { file: 'song.opus', encoder: 'libopus', args: [] },
    { file: 'song.ogg', encoder: 'libvorbis', args: [] },
    { file: 'song.mkv', encoder: 'aac', args: ['-f', 'lavfi', '-i', 'color=size=32x32:rate=25:duration=12'] },
    { file: 'song.mp4', encoder: 'aac', args: ['-f', 'lavfi', '-i', 'color=size=32x32:rate=25:duration=12'] },
  ];
  for (const { file, encoder, args } of encodings) {
    it(`finds the same beats in ${file} as in the WAV, within 1 ms`, async function () {
      if (!(await encodersAtHand()).has(encoder)) this.skip();
      const path = join(folder, file);
      await ffmpeg([...args, '-i', song, ...(args.length > 0 ? ['-c:v', 'mpeg4'] : []), '-c:a', encoder, '-b:a', '160k', path]);
      const encoded = await analyseMusic({ source: path }, quiet, never);
      for (const beat of ofWav.beats.slice(1, -1)) expect(Math.min(...encoded.beats.map(({ time }) => Math.abs(time - beat.time)))).to.be.below(0.001);
    });
  }

  it('stops in the middle of the count', async () => {
    const stopping = new AbortController();
    let last = 0;
    const report = (event: JobEvent): void => {
      if (event.event !== 'progress' || event.stage !== 'count') return;
      last = event.done;
      if (event.done > 20) stopping.abort();
    };
    const code = await analyseMusic({ source: song }, report, stopping.signal).catch((error: unknown) => (error as FailureError).failure.code);
    expect(code).to.equal('cancelled');
    expect(last).to.be.within(20, 40);
  });

  it('says that a silent file is empty and a stopped job cancelled', async () => {
    const silent = join(folder, 'silent.wav');
    await writeWav(silent, new Float32Array(RATE), RATE);
    const codeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => (error as FailureError).failure.code);
    expect(await codeOf(analyseMusic({ source: silent }, quiet, never))).to.equal('audio.empty');
    expect(await codeOf(analyseMusic({ source: song }, quiet, AbortSignal.abort()))).to.equal('cancelled');
  });
});
