import { expect } from 'chai';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { CancellationTokenSource, createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import type { BeatGrid } from '#contracts/beatGrid';
import type { JobEvent } from '#contracts/progress';
import { projectRoot } from '#helper/media/projectRoot';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import { awkwardFolder, makeClip } from '../fixtures/madeMedia.js';

interface Helper {
  readonly child: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
  readonly exitCode: Promise<number | null>;
}

/** The real helper, started as the panel starts it. */
function startHelper(): Helper {
  const child = spawn(process.execPath, [join(projectRoot(), 'build', 'plugin', 'helper', 'main.js')]);
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onError(() => undefined);
  connection.listen();
  return { child, connection, exitCode: new Promise((resolve) => child.once('exit', resolve)) };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('helper process', () => {
  let helper: Helper;

  beforeEach(async () => {
    helper = startHelper();
    await helper.connection.sendRequest('hello', { protocol: 1 });
  });

  afterEach(() => helper.child.kill('SIGKILL'));

  it('analyses a song and reports progress under the job of the caller', async () => {
    const source = sampleFiles().song;
    const events: { job: string; event: JobEvent }[] = [];
    helper.connection.onNotification('job.event', (params: { job: string; event: JobEvent }) => void events.push(params));
    const grid: BeatGrid = await helper.connection.sendRequest('music.analyse', { job: 'a song', source });
    expect(grid.tempo).to.be.closeTo(120, 1);
    expect(events.length).to.be.greaterThan(0);
    expect(events.every(({ job }) => job === 'a song')).to.equal(true);
  });

  it('stops a depth job that is cancelled, and goes on with it when asked again', async () => {
    const folder = await awkwardFolder();
    const clip = await makeClip(join(folder, 'clip.mp4'), 60);
    const params = { job: 'd', clip, outFolder: join(folder, 'pass') };
    const source = new CancellationTokenSource();
    helper.connection.onNotification('job.event', ({ event }: { event: JobEvent }) => {
      if (event.event === 'progress' && event.done > 0) source.cancel();
    });
    const error = (await helper.connection.sendRequest('depth.estimate', params, source.token).catch((thrown: unknown) => thrown)) as { data: { code: string } };
    expect(error.data.code).to.equal('cancelled');
    const passport = await helper.connection.sendRequest('depth.estimate', params);
    expect(passport).to.have.property('complete', true);
  });

  it('ends when its parent closes stdin, even in the middle of a job, and leaves no child behind', async () => {
    const folder = await awkwardFolder();
    const clip = await makeClip(join(folder, 'clip.mp4'), 200, '640x360');
    const started = new Promise<void>((resolve) => helper.connection.onNotification('job.event', () => resolve()));
    helper.connection.sendRequest('depth.estimate', { job: 'd', clip, outFolder: join(folder, 'pass') }).catch(() => undefined);
    await started;
    helper.child.stdin.end();
    expect(await helper.exitCode).to.equal(0);
    expect(isAlive(helper.child.pid!)).to.equal(false);
  });

  it('keeps stdout for messages: bytes that are no message do not come out of it', async () => {
    const models = await helper.connection.sendRequest('models.list', {});
    expect(models).to.be.an('array').that.is.not.empty;
    await helper.connection.sendRequest('shutdown', {});
    expect(await helper.exitCode).to.equal(0);
  });
});
