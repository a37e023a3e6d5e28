import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awkwardFolder, makeClickSong, makeClip } from '../fixtures/madeMedia.js';
import { loadManifest } from '#helper/models/modelStore';
import { readEvents, runCommandLine, startCommand } from '../fixtures/commandLine.js';

const commands = ['run', 'depth', 'beats', 'plan', 'preview', 'recipes', 'models', 'doctor'];

describe('command line', () => {
  it('has --help for the program, with the exit codes, and for every command', async () => {
    const help = await runCommandLine(['--help']);
    expect(help.code).to.equal(0);
    for (const command of commands) expect(help.output).to.contain(command);
    expect(help.output).to.contain('130');
    const each = await Promise.all(commands.map((command) => runCommandLine([command, '--help'])));
    for (const { code, output } of each) {
      expect(code).to.equal(0);
      expect(output).to.contain('Usage: depthbeat').and.to.contain('--json');
    }
  });

  it('goes on when its reader has had enough', async () => {
    const { child, ended } = startCommand(['models']);
    child.stdout!.destroy();
    expect(await ended).to.include({ code: 0, errors: '' });
  });

  it('says one sentence, and nothing of ONNX Runtime’s own, of a forced provider that is not there', async function () {
    const folder = await awkwardFolder();
    const clip = join(folder, 'clip.mp4');
    await makeClip(clip, 2);
    const { code, output, errors } = await runCommandLine(['depth', clip, '--out', join(folder, 'out'), '--provider', 'cuda']);
    if (code === 0) return this.skip();
    expect(code).to.equal(1);
    expect(errors.trim().split('\n').slice(-1)[0]).to.match(/^The provider cuda does not work here\. Run depthbeat doctor/);
    expect(output + errors).not.to.match(/onnxruntime|\[E:/);
  });

  it('answers a wrong command line with exit code 2', async () => {
    const wrong = [['depth'], ['depth', 'a.mp4'], ['depth', 'a.mp4', '--out', 'x', '--frames', '9-3'], ['recipes', '--colour'], ['--set', 'amount', 'x.mp4']];
    for (const { code, errors } of await Promise.all(wrong.map((args) => runCommandLine(args)))) {
      expect(code).to.equal(2);
      expect(errors).to.contain('--help');
    }
  });

  it('tells a program of a wrong command line by an event', async () => {
    const { code, output } = await runCommandLine(['depth', '--json']);
    expect(code).to.equal(2);
    expect(readEvents(output)).to.have.length(1);
    expect(readEvents(output)[0]).to.have.nested.property('failure.code', 'usage.invalid');
  });

  it('answers bad input with one sentence, a remedy and exit code 1, and leaves nothing behind', async () => {
    const folder = await awkwardFolder();
    await writeFile(join(folder, 'notes.mp4'), 'this is no film');
    for (const clip of ['absent.mp4', 'notes.mp4']) {
      const { code, errors, output } = await runCommandLine(['depth', clip, '--out', 'pass'], folder);
      expect(code, clip).to.equal(1);
      expect(errors.trim().split('\n'), clip).to.have.length(1);
      expect(errors).to.contain(clip);
      expect(output).to.equal('');
    }
    expect(await readdir(folder)).to.deep.equal(['notes.mp4']);
  });

  it('refuses an unknown recipe, parameter or value before it starts to work', async () => {
    const folder = await awkwardFolder();
    await makeClip(join(folder, 'clip.mp4'), 5);
    for (const args of [['--recipe', 'nope'], ['--set', 'nope=1'], ['--set', 'blur=999']]) {
      const { code, errors } = await runCommandLine(['clip.mp4', ...args], folder);
      expect(code, args.join(' ')).to.be.oneOf([1, 2]);
      expect(errors.trim().split('\n')).to.have.length(1);
    }
    expect(await readdir(folder)).to.deep.equal(['clip.mp4']);
  });

  it('lists recipes, models and the state of the machine, for people and for programs', async () => {
    const [recipes, models, doctor] = await Promise.all(['recipes', 'models', 'doctor'].map((name) => runCommandLine([name, '--json'])));
    const results = [recipes!, models!, doctor!].map(({ code, output }) => {
      expect(code).to.equal(0);
      return readEvents(output).at(-1) as { result: Record<string, unknown>[] } & { event: string };
    });
    for (const { event, result } of results) {
      expect(event).to.equal('done');
      expect(result.length).to.be.greaterThan(2);
    }
    expect(results[1]!.result.filter((model) => model['isDefault'] === true)).to.have.length(1);
    expect(results[2]!.result.find((finding) => finding['name'] === 'FFmpeg')).to.have.property('ok', true);
    expect((await runCommandLine(['recipes'])).output).to.contain('rack-focus');
  });

  it('calls a draft a draft wherever it is listed, and says what to fetch instead', async () => {
    const bundled = (await loadManifest()).models.find(({ draft }) => draft !== undefined)!;
    const fetchBetter = `depthbeat models fetch ${bundled.draft!.instead}`;
    for (const command of ['models', 'doctor']) {
      const { output } = await runCommandLine([command]);
      expect(output, command).to.match(/draft/).and.to.contain(fetchBetter);
    }
    expect(bundled.title).to.match(/draft/);
  });

  it('says of a pass how much there is of it, and where its report is', async () => {
    const folder = await awkwardFolder();
    await makeClip(join(folder, 'clip.mp4'), 1, '64x36');
    const { code, output } = await runCommandLine(['depth', 'clip.mp4', '--out', 'pass'], folder);
    expect(code).to.equal(0);
    expect(output).to.contain('Depth pass: pass (1 frame, 1 shot)\n').and.to.contain(`Report    ${join('pass', 'report.html')}`);
  });

  it('does the whole job in a folder with an awkward name, and reports it as events', async () => {
    const folder = await awkwardFolder();
    await makeClip(join(folder, "my clip's 100%.mp4"), 50);
    await makeClickSong(join(folder, 'söng.wav'), 6);
    const { code, output, errors } = await runCommandLine(["my clip's 100%.mp4", '--music', 'söng.wav', '--out', 'here', '--json'], folder);
    expect(code, errors + output.slice(-500)).to.equal(0);
    const events = readEvents(output);
    expect(events.at(-1)?.event).to.equal('done');
    const stages = new Set(events.filter(({ event }) => event === 'progress').map(({ stage }) => stage));
    expect(stages.size).to.be.greaterThan(2);
    for (const name of ['preview.mp4', 'sheet.png', 'beats.json', 'apply.jsx', 'depth/passport.json', 'depth/depth_00049.png']) {
      expect(existsSync(join(folder, 'here', name)), name).to.equal(true);
    }
    expect((await readdir(join(folder, 'here'))).filter((name) => name.includes('.part'))).to.deep.equal([]);
  });

  it('stops cleanly on Ctrl-C with exit code 130; the same command goes on, and another run equals it', async () => {
    const folder = await awkwardFolder();
    await makeClip(join(folder, 'clip.mp4'), 60, '320x180');
    const args = ['depth', 'clip.mp4', '--out', 'pass', '--json'];
    let isInterrupted = false;
    const first = startCommand(args, folder, (soFar) => {
      if (isInterrupted || !/"done":[1-9]/.test(soFar)) return;
      isInterrupted = true;
      first.child.kill('SIGINT');
    });
    const stopped = await first.ended;
    expect(stopped.code, stopped.output + stopped.errors).to.equal(130);
    expect(readEvents(stopped.output).at(-1)).to.have.nested.property('failure.code', 'cancelled');
    expect((await runCommandLine(args, folder)).code).to.equal(0);
    await mkdir(join(folder, 'other'));
    expect((await runCommandLine(['depth', 'clip.mp4', '--out', 'other/pass'], folder)).code).to.equal(0);
    for (const frame of ['depth_00000.png', 'depth_00033.png', 'depth_00059.png']) {
      const [resumed, whole] = await Promise.all([readFile(join(folder, 'pass', frame)), readFile(join(folder, 'other', 'pass', frame))]);
      expect(resumed.equals(whole), frame).to.equal(true);
    }
  });
});
