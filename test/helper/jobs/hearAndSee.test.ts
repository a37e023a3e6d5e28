import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { mixClicks } from '#core/music/clickTrack';
import { drawGrid } from '#core/music/gridPlot';
import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import { plotGrid } from '#helper/jobs/plotGrid';
import { writeClickTrack } from '#helper/jobs/writeClickTrack';
import { makeAwkwardFolder } from '../../fixtures/ffmpegFixtures.js';
import { beatsAt, gridAt } from '../../fixtures/gridFixtures.js';
import { writeWav } from '../../fixtures/soundFixtures.js';

const RATE = 44100;
const never = new AbortController().signal;
const grid = gridAt([0.5, 1, 1.5, 2, 2.5]);

describe('mixClicks', () => {
  it('gives the same sound however the song is cut into blocks', () => {
    const song = new Float32Array(RATE);
    const whole = mixClicks(song, 0, RATE, beatsAt([0.1, 0.4999, 0.8]));
    const pieces = [0, 1000, 22030, 22050, RATE].flatMap((first, i, all) => (i + 1 < all.length ? [...mixClicks(song.subarray(first, all[i + 1]), first, RATE, beatsAt([0.1, 0.4999, 0.8]))] : []));
    expect(pieces).to.deep.equal([...whole]);
  });
});

describe('writeClickTrack', () => {
  it('puts a click on every beat, louder on the one, and leaves nothing else behind', async () => {
    const folder = await makeAwkwardFolder();
    const source = join(folder, 'silence.wav');
    const out = join(folder, 'out', 'clicks.wav');
    await writeWav(source, new Float32Array(3 * RATE), RATE);
    await writeClickTrack({ source, grid, out }, never);
    const samples: number[] = [];
    for await (const block of (await openFfmpegAudio(out, RATE)).blocks(never)) samples.push(...block);
    expect(samples.length).to.equal(3 * RATE);
    const onset = (time: number): number => Math.max(...samples.slice(Math.round(time * RATE), Math.round(time * RATE) + 5).map(Math.abs));
    expect(onset(0.5)).to.be.closeTo(0.6, 0.01);
    expect(onset(1)).to.be.closeTo(0.35, 0.01);
    expect(onset(0.499)).to.equal(0);
    expect(await readdir(join(folder, 'out'))).to.deep.equal(['clicks.wav']);
  });

  it('leaves no file when it is stopped', async () => {
    const folder = await makeAwkwardFolder();
    const source = join(folder, 'silence.wav');
    await writeWav(source, new Float32Array(RATE), RATE);
    const stopped = await writeClickTrack({ source, grid, out: join(folder, 'out', 'c.wav') }, AbortSignal.abort()).catch(() => 'stopped');
    expect(stopped).to.equal('stopped');
    expect(await readdir(join(folder, 'out'))).to.deep.equal([]);
  });
});

describe('plotGrid', () => {
  it('draws one line a beat where it belongs', () => {
    const curves = { secondsPerValue: 0.01, loudness: new Float32Array(350).fill(0.5), onsets: new Float32Array(350) };
    const svg = drawGrid(grid, curves);
    expect(svg.match(/#ffae42/g)).to.have.length(grid.beats.filter(({ downbeat }) => downbeat).length);
    const left = 10 + (0.5 / 20) * 1580 - 1.5;
    expect(svg).to.contain(`<rect x="${left.toFixed(1)}"`);
    expect(drawGrid({ ...grid, duration: 10800 }, curves)).to.match(/height="6000"/);
  });

  it('writes a PNG, one row for twenty seconds', async () => {
    const folder = await makeAwkwardFolder();
    const source = join(folder, 'silence.wav');
    await writeWav(source, new Float32Array(3 * RATE), RATE);
    await plotGrid({ source, grid, out: join(folder, 'plot.png') }, never);
    const { width, height, format } = await sharp(join(folder, 'plot.png')).metadata();
    expect([width, height, format]).to.deep.equal([1600, 150, 'png']);
  });
});
