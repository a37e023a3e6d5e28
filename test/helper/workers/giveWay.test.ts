import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { constants, getPriority } from 'node:os';
import { giveWay, threadsNow } from '#helper/workers/giveWay';
import { WorkerCalls } from '#helper/workers/workerCalls';

const worker = new URL('../../fixtures/priorityWorker.js', import.meta.url);

async function priorityIn(traits: { readonly givesWay?: boolean }): Promise<number> {
  const calls = new WorkerCalls<undefined, number>(worker, traits);
  return calls.call(undefined).finally(() => calls.close());
}

describe('giveWay', () => {
  it('lowers one thread and no other, where the system has priorities for threads', async function () {
    if (process.platform !== 'linux') return this.skip();
    const own = getPriority();
    expect(await priorityIn({ givesWay: true })).to.equal(constants.priority.PRIORITY_LOW);
    expect(await priorityIn({})).to.equal(own);
    expect(getPriority()).to.equal(own);
  });

  it('knows the main thread, and the engine’s own', function () {
    if (process.platform !== 'linux') return this.skip();
    expect(threadsNow()).to.include(process.pid).and.to.have.length.above(1);
  });

  it('lowers a program that was started, and says nothing of one that has ended', async function () {
    if (process.platform !== 'linux') return this.skip();
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60000)']);
    giveWay(child.pid);
    expect(getPriority(child.pid)).to.equal(constants.priority.PRIORITY_LOW);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    giveWay(child.pid);
  });
});
