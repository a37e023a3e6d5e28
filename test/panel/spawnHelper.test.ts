import { expect } from 'chai';
import childProcess, { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Failure } from '#contracts/failure';
import { FailureError } from '#core/failure/result';
import { projectRoot } from '#helper/media/projectRoot';
import type { ChildPrograms, NodeFiles } from '../../panel/bridge/nodeProcess.js';
import { RpcHelper } from '../../panel/bridge/rpcHelper.js';
import { spawnHelper, type SpawnParts } from '../../panel/bridge/spawnHelper.js';
import { LogBook } from '../../panel/state/logBook.js';
import { eventually } from '../fixtures/eventually.js';
import { makeExtensionFolder, replaceNode, type ExtensionFolder } from '../fixtures/extensionFolder.js';

/** A helper of a few lines: speaks the frames of JSON-RPC, and does `answer` when it is spoken to. */
const misbehaving = (answer: string): string => String.raw`
const send = (message) => { const text = JSON.stringify({ jsonrpc: '2.0', ...message }); process.stdout.write('Content-Length: ' + Buffer.byteLength(text) + '\r\n\r\n' + text); };
process.stdin.on('end', () => process.exit(0));
process.stdin.on('data', (piece) => { const id = Number(/"id":(\d+)/.exec(String(piece))[1]); ${answer} });`;

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    // A child that has ended and was not waited for still has its number.
    return !/\bZ\b/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(process_)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

/** Modes of files and signals are as the tests need them on macOS and Linux. */
const onPosix = process.platform === 'win32' ? it.skip : it;

describe('the helper as the panel starts it inside a host', function () {
  this.timeout(60_000);
  const folders: ExtensionFolder[] = [];
  const helpers: RpcHelper[] = [];

  function extension(script?: string): ExtensionFolder {
    const made = makeExtensionFolder(script);
    folders.push(made);
    return made;
  }

  function start({ path }: ExtensionFolder, extra: Partial<SpawnParts> & { soonest?: number } = {}): { helper: RpcHelper; log: LogBook } {
    const log = new LogBook();
    const parts: SpawnParts = { programs: childProcess as unknown as ChildPrograms, files: fs as unknown as NodeFiles, system: process.platform, extensionFolder: path, onWords: (text) => log.add('helper', text), ...extra };
    const helper = new RpcHelper(spawnHelper(parts), log, extra.soonest);
    helpers.push(helper);
    return { helper, log };
  }

  async function failureOfStart(made: ExtensionFolder): Promise<Failure> {
    const { helper } = start(made);
    await eventually(() => helper.state.get().kind === 'failed');
    const state = helper.state.get();
    if (state.kind !== 'failed') throw new Error('it started');
    return state.failure;
  }

  afterEach(async () => {
    const numbers = helpers.map((helper) => helper.state.get()).flatMap((state) => (state.kind === 'ready' ? [state.hello.process] : []));
    for (const helper of helpers.splice(0)) helper.dispose();
    await eventually(() => numbers.every((number) => !isRunning(number)));
    for (const folder of folders.splice(0)) folder.remove();
  });

  it('greets with its versions, answers, writes its log, and ends when the panel lets it go', async () => {
    const { helper, log } = start(extension());
    const models = await helper.request('models.list', {});
    expect(models.some(({ isDefault }) => isDefault)).to.equal(true);
    const state = helper.state.get();
    expect(state.kind).to.equal('ready');
    if (state.kind !== 'ready') return;
    const { version } = JSON.parse(fs.readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string };
    expect(state.hello).to.include({ protocol: 1, version });
    expect(log.lines.get().join('\n')).to.include(`helper ${version}, protocol 1`);
    helper.dispose();
    await eventually(() => !isRunning(state.hello.process));
  });

  it('is started again when it is lost, and answers as before', async () => {
    const { helper, log } = start(extension(), { soonest: 0 });
    await helper.request('models.list', {});
    const first = helper.state.get();
    if (first.kind !== 'ready') throw new Error('not ready');
    const running = helper.request('providers.list', {});
    process.kill(first.hello.process, 'SIGKILL');
    const failure = await running.then(() => undefined, (error: unknown) => (error instanceof FailureError ? error.failure : undefined));
    expect(failure?.code).to.equal('helper.lost');
    await eventually(() => helper.state.get().kind === 'ready');
    const second = helper.state.get();
    expect(second.kind === 'ready' && second.hello.process).to.not.equal(first.hello.process);
    expect((await helper.request('models.list', {})).length).to.be.greaterThan(5);
    expect(log.lines.get().join('\n')).to.include('started again');
  });

  it('is not started over and over when it stops at once each time, and its last words are kept', async () => {
    const made = extension(misbehaving(`send({ id, result: { protocol: 1, version: 'x', process: process.pid } }); setTimeout(() => { console.error('the disk is on fire'); process.exit(7); }, 50);`));
    const { helper, log } = start(made);
    await eventually(() => helper.state.get().kind === 'failed');
    const state = helper.state.get();
    expect(state.kind === 'failed' && state.failure.message).to.equal('The depth helper ended with code 7.');
    expect(log.lines.get().filter((line) => line.endsWith('helper: the disk is on fire'))).to.have.length(1);
  });

  it('is told from one of another version', async () => {
    const failure = await failureOfStart(extension(misbehaving(`send({ id, result: { protocol: 2, version: '9', process: process.pid } });`)));
    expect(failure.code).to.equal('helper.refused');
    expect(failure.message).to.include('version 2');
  });

  it('says which part is missing', async () => {
    const made = extension();
    fs.rmSync(made.node);
    const failure = await failureOfStart(made);
    expect(failure.message).to.equal(`A part of Depthbeat is missing: ${made.path}/node/node.`);
    expect(failure.remedy).to.include('Install the extension again');
  });

  onPosix('says so when the system will not let the program run', async () => {
    const made = extension();
    fs.rmSync(made.node);
    fs.mkdirSync(made.node);
    const failure = await failureOfStart(made);
    expect(failure.message).to.equal(`The system did not let ${made.path}/node/node start.`);
    expect(failure.remedy).to.match(/virus scanner|quarantine/);
  });

  onPosix('gives back the permission to run that some installers lose', async () => {
    const made = extension();
    replaceNode(made, `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, 0o644);
    const { helper } = start(made);
    expect((await helper.request('models.list', {})).length).to.be.greaterThan(5);
  });

  onPosix('takes a program that is killed at once for one in quarantine', async () => {
    const made = extension();
    replaceNode(made, '#!/bin/sh\nkill -9 $$\n', 0o755);
    const failure = await failureOfStart(made);
    expect(failure.message).to.equal('The depth helper ended by SIGKILL.');
    expect(failure.remedy).to.include('quarantine');
  });

  it('does not outlive a host that dies', async () => {
    const made = extension();
    const source = `
      import childProcess from 'node:child_process';
      import fs from 'node:fs';
      import { RpcHelper } from ${JSON.stringify(join(projectRoot(), 'build/panel/bridge/rpcHelper.js'))};
      import { spawnHelper } from ${JSON.stringify(join(projectRoot(), 'build/panel/bridge/spawnHelper.js'))};
      const helper = new RpcHelper(spawnHelper({ programs: childProcess, files: fs, system: process.platform, extensionFolder: ${JSON.stringify(made.path)}, onWords: () => undefined }));
      await helper.request('models.list', {});
      console.log(helper.state.get().hello.process);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'], cwd: projectRoot() });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const number = Number(String(line));
    expect(isRunning(number)).to.equal(true);
    parent.kill('SIGKILL');
    await eventually(() => !isRunning(number));
  });
});
