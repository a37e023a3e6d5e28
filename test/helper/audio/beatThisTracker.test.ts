import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureError } from '#core/failure/result';
import { makeBeatThisTracker } from '#helper/audio/beatThisTracker';
import type { BeatTracker } from '#helper/audio/beatTracker';
import { openBeatNetwork } from '#helper/inference/beatActivations';
import { analyseMusic } from '#helper/jobs/analyseMusic';
import { listBeatModels } from '#helper/models/beatModels';
import { tinyBeatNetwork } from '../../fixtures/beatNetwork.js';
import { playPattern } from '../../fixtures/drumFixtures.js';
import { makeAwkwardFolder } from '../../fixtures/ffmpegFixtures.js';
import { clicksAt, writeWav } from '../../fixtures/soundFixtures.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';
import { itBehavesAsABeatTracker } from '../../suites/beatTrackerSuite.js';

const codeOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no failure', (error: unknown) => (error as FailureError).failure.code);
const never = new AbortController().signal;

describe('makeBeatThisTracker', () => {
  let folder: string;
  let file: string;
  // Opened by the first test that uses it: mocha builds the suite before any hook runs.
  const tracker: BeatTracker = {
    provenance: { algorithm: 'beatThis.tiny', algorithmVersion: '1' },
    sampleRate: 22050,
    start() {
      const opened = openBeatNetwork(file).then((model) => makeBeatThisTracker(model, 'tiny', '1').start());
      return { push: async (samples) => (await opened).push(samples), finish: async () => (await opened).finish() };
    },
  };

  before(async () => {
    folder = await makeAwkwardFolder();
    file = join(folder, 'tiny.onnx');
    await writeFile(file, tinyBeatNetwork({ input: 'spect', beat: 'beat', downbeat: 'downbeat' }));
  });

  itBehavesAsABeatTracker(tracker);

  it('counts bars from the downbeats of the network, over windows of 30 s', async () => {
    const pattern = { name: 'waltz', beatsPerBar: 3, steps: 1, lines: { kick: 'x..', click: '.xx' } };
    const song = playPattern(pattern, { bpm: 90, seconds: 65, sampleRate: 22050 });
    const tracking = tracker.start();
    await tracking.push(song.samples);
    const { beats, beatsPerBar, tempoSegments } = await tracking.finish();
    expect(beatsPerBar).to.equal(3);
    expect(beats.length).to.equal(song.beats.length);
    beats.forEach(({ time, downbeat }, i) => {
      expect(time).to.be.closeTo(song.beats[i], 0.03);
      expect(downbeat).to.equal(song.downbeats.includes(song.beats[i]));
    });
    expect(tempoSegments[0].bpm).to.be.closeTo(90, 0.05);
  });

  it('takes other port names, and refuses a network of another kind', async () => {
    const renamed = join(folder, 'renamed.onnx');
    await writeFile(renamed, tinyBeatNetwork({ input: 'input_spectrogram', beat: 'beat_logits', downbeat: 'downbeat_logits' }));
    await (await openBeatNetwork(renamed)).release();
    const depth = join(folder, 'depth.onnx');
    await writeFile(depth, tinyDepthNetwork({ input: { name: 'image', dims: [1, 3, 8, 8] }, output: { name: 'depth', dims: [1, 1, 8, 8] } }));
    expect(await codeOf(openBeatNetwork(depth))).to.equal('model.wrongShape');
  });

  it('is chosen by file for a whole job, and told in the provenance', async () => {
    const song = join(folder, 'clicks.wav');
    await writeWav(song, clicksAt([{ time: 1 }, { time: 1.6 }, { time: 2.2 }], 3, 44100), 44100);
    const grid = await analyseMusic({ source: song, tracker: file }, () => undefined, never);
    expect(grid.beats).to.have.length(3);
    expect(grid.provenance.algorithm).to.equal('beatThis.tiny');
  });

  it('says when a listed network is not here and when one is unknown', async () => {
    const before = process.env['DEPTHBEAT_MODELS'];
    process.env['DEPTHBEAT_MODELS'] = folder;
    try {
      const [row] = await listBeatModels();
      expect(row.licence).to.equal('MIT');
      expect(await codeOf(analyseMusic({ source: file, tracker: row.id }, () => undefined, never))).to.equal('model.missing');
      expect(await codeOf(analyseMusic({ source: file, tracker: 'no-such-tracker' }, () => undefined, never))).to.equal('model.unknown');
    } finally {
      if (before === undefined) delete process.env['DEPTHBEAT_MODELS'];
      else process.env['DEPTHBEAT_MODELS'] = before;
    }
  });
});
