import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseProvider, type ProviderTrials } from '#helper/inference/chooseProvider';
import { candidateProviders } from '#helper/inference/executionProviders';
import { keepVerdict, recallVerdicts, type Verdict } from '#helper/inference/providerMemory';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';

const notes: string[] = [];
const hear = (event: { event: string; message?: string }): void => void (event.event === 'note' && notes.push(event.message!));

describe('providers', () => {
  const kept = { data: process.env['DEPTHBEAT_DATA'], provider: process.env['DEPTHBEAT_PROVIDER'] };

  beforeEach(() => {
    process.env['DEPTHBEAT_DATA'] = freshFolder();
    delete process.env['DEPTHBEAT_PROVIDER'];
    notes.length = 0;
  });
  afterEach(() => {
    for (const [name, value] of [['DEPTHBEAT_DATA', kept.data], ['DEPTHBEAT_PROVIDER', kept.provider]] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  /** Answers of pretended devices, by provider; `cpu` needs none. */
  const pretend = (answers: Readonly<Record<string, Verdict>>): ProviderTrials & { readonly asked: string[] } => {
    const asked: string[] = [];
    return {
      asked,
      candidates: () => [...Object.keys(answers), 'cpu'],
      attempt: (provider) => {
        asked.push(provider);
        return Promise.resolve(answers[provider]!);
      },
    };
  };

  it('tries what this machine has for real, ends with one that works, and says aloud what failed, once', async () => {
    const { provider } = await chooseProvider(undefined, undefined, hear);
    expect(candidateProviders()).to.include(provider);
    expect(notes.length).to.equal(candidateProviders().indexOf(provider));
    await chooseProvider(undefined, undefined, hear);
    expect(notes.length).to.equal(candidateProviders().indexOf(provider));
  });

  it('takes the first that agrees with the processor, with the half-precision file, and remembers both answers', async () => {
    const trials = pretend({ cuda: { works: false, reason: "its result differs from the processor's by 40.0 %" }, webgpu: { works: true, milliseconds: 3 } });
    const first = await chooseProvider(undefined, undefined, hear, trials);
    expect(first.provider).to.equal('webgpu');
    expect(first.model.path).to.match(/fp16/);
    expect(notes.join()).to.contain('cuda').and.contain('doctor');
    expect((await chooseProvider(undefined, undefined, hear, trials)).provider).to.equal('webgpu');
    expect(trials.asked).to.deep.equal(['cuda', 'webgpu']);
    expect((await chooseProvider(undefined, 'cpu', hear, trials)).model.path).not.to.match(/fp16/);
    expect(trials.asked).to.have.length(2);
  });

  it('asks once for all networks where there is no device, and again after a change of the environment', async () => {
    const trials = pretend({ webgpu: { works: false, reason: 'Failed to get a WebGPU adapter.' } });
    const other = join(freshFolder(), 'midas tiny.onnx');
    await writeFile(other, tinyDepthNetwork({ input: { name: '0', dims: [1, 3, 64, 64] }, output: { name: '1', dims: [1, 64, 64] } }));
    expect((await chooseProvider(undefined, undefined, hear, trials)).provider).to.equal('cpu');
    expect((await chooseProvider(other, undefined, hear, trials)).provider).to.equal('cpu');
    expect(trials.asked).to.deep.equal(['webgpu']);
    const file = join(process.env['DEPTHBEAT_DATA']!, 'providers.json');
    await writeFile(file, readFileSync(file, 'utf8').replace(/"environment": "./, '"environment": "x'));
    expect(await recallVerdicts()).to.deep.equal({});
    await chooseProvider(other, undefined, hear, trials);
    expect(trials.asked).to.deep.equal(['webgpu', 'webgpu']);
  });

  it('tries a forced provider too: what differs is used and said, what has no device is refused, what is not known is named', async () => {
    const differs = { works: false, reason: "its result differs from the processor's by 40.0 %" };
    const trials = pretend({ cuda: differs, webgpu: { works: false, reason: 'Failed to get a WebGPU adapter.' }, dml: { works: true, milliseconds: 3 } });
    expect((await chooseProvider(undefined, 'CUDA', hear, trials)).provider).to.equal('cuda');
    expect(notes).to.deep.equal(["cuda is used since it was asked for, though it is not known to be right here: its result differs from the processor's by 40.0 %."]);
    await chooseProvider(undefined, 'cuda', hear, trials);
    expect(notes, 'said for each job').to.have.length(2);
    expect((await chooseProvider(undefined, 'dml', hear, trials)).provider).to.equal('dml');
    expect(await failureCode(chooseProvider(undefined, 'webgpu', hear, trials))).to.equal('inference.providerUnavailable');
    expect(await failureCode(chooseProvider(undefined, 'bogus', hear, trials))).to.equal('usage.invalid');
    expect(trials.asked).to.deep.equal(['cuda', 'dml', 'webgpu']);
  });

  it('refuses for real what this build does not have, in one sentence', async () => {
    const missing = ['cuda', 'coreml', 'dml'].find((name) => !candidateProviders().includes(name))!;
    expect(await failureCode(chooseProvider(undefined, missing, hear))).to.equal('inference.providerUnavailable');
  });

  it('lives with a memory that is damaged or cannot be written', async () => {
    const file = join(process.env['DEPTHBEAT_DATA']!, 'providers.json');
    await writeFile(file, '{"environment": 3}');
    expect(await recallVerdicts()).to.deep.equal({});
    process.env['DEPTHBEAT_DATA'] = join(file, 'below a file');
    await keepVerdict('webgpu *', { works: false });
    expect(await recallVerdicts()).to.deep.equal({});
  });
});
