import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDepthEstimator, type DepthEstimator } from '#helper/inference/depthEstimator';
import { KeptNetwork } from '#helper/inference/keptNetwork';
import { LoadAhead } from '#helper/inference/loadAhead';
import type { InstalledModel } from '#helper/models/modelStore';
import { resolveModel } from '#helper/models/modelStore';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';

const size = { width: 56, height: 42 };
const network = tinyDepthNetwork({ input: { name: 'image', dims: [1, 3, 'height', 'width'] }, output: { name: 'depth', dims: [1, 'height', 'width'] } });

async function installed(): Promise<InstalledModel> {
  const path = join(freshFolder(), 'network ü.onnx');
  await writeFile(path, network);
  return { row: (await resolveModel()).row, path, sha256: 'a' };
}

const openWith = (kept: KeptNetwork, model: InstalledModel, seenSize = size): Promise<DepthEstimator> => openDepthEstimator({ model, provider: 'cpu', seenSize, loading: new LoadAhead(kept) });

async function depthIn(estimator: DepthEstimator): Promise<number[]> {
  const pixels = Uint8Array.from({ length: 3 * size.width * size.height }, (_, i) => (i * 11) % 256);
  const { depth } = await estimator.estimate({ index: 0, ...size, channels: 3, pixels });
  return [...depth.values];
}

describe('KeptNetwork', () => {
  const kept = new KeptNetwork();
  afterEach(() => kept.close());

  it('gives the next job the network that is loaded already, whatever became of its file', async () => {
    const model = await installed();
    const first = await openWith(kept, model);
    const depth = await depthIn(first);
    expect(kept.portsOf(model.path), 'while a job has it').to.equal(undefined);
    await first.close();
    expect(kept.portsOf(model.path)?.inputs[0]?.name).to.equal('image');
    await writeFile(model.path, 'another network');
    expect(kept.portsOf(model.path), 'of a file that was written since').to.equal(undefined);
    const second = await openWith(kept, model);
    expect(await depthIn(second)).to.deep.equal(depth);
    await second.close();
  });

  it('loads it again for pictures of another shape, and says the same as without it', async () => {
    const model = await installed();
    await (await openWith(kept, model)).close();
    const wide = { width: 96, height: 42 };
    const [again, fresh] = [await openWith(kept, model, wide), await openDepthEstimator({ model, provider: 'cpu', seenSize: wide })];
    expect(again.mapSize).to.deep.equal(fresh.mapSize);
    expect(await depthIn(again)).to.deep.equal(await depthIn(fresh));
    await Promise.all([again.close(), fresh.close()]);
  });

  it('is no network of another content, provider or file', async () => {
    const model = await installed();
    for (const wanted of [{ model: { ...model, sha256: 'b' }, provider: 'cpu' }, { model, provider: 'webgpu' }, { model: { ...model, path: `${model.path}x` }, provider: 'cpu' }]) {
      await (await openWith(kept, model)).close();
      expect(kept.take(wanted)).to.equal(undefined);
      expect(kept.portsOf(model.path), 'two may not fit into memory').to.equal(undefined);
    }
  });

  it('ends what nobody asks for, and what has failed', async () => {
    const [model, brief] = [await installed(), new KeptNetwork(30)];
    await (await openWith(brief, model)).close();
    expect(brief.portsOf(model.path)).not.to.equal(undefined);
    await wait(120);
    expect(brief.portsOf(model.path)).to.equal(undefined);
    const failing = await openWith(kept, { ...model, row: { ...model.row, output: { ...model.row.output, points: { findShift: true } } } });
    expect(await failureCode(depthIn(failing))).to.match(/^(model|inference)\./);
    await failing.close();
    expect(kept.portsOf(model.path)).to.equal(undefined);
  });
});
