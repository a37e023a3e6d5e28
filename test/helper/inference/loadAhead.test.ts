import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDepthEstimator } from '#helper/inference/depthEstimator';
import { LoadAhead } from '#helper/inference/loadAhead';
import { portsOf, resolveModel } from '#helper/models/modelStore';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';
import { onnxFile, tinyDepthNetwork, withRemark } from '../../fixtures/onnxFile.js';

const size = { width: 56, height: 42 };

describe('LoadAhead', () => {
  it('gives a network that was begun to who opens it, and the same depth as without it', async () => {
    const path = join(freshFolder(), 'large.onnx');
    await writeFile(path, withRemark(tinyDepthNetwork({ input: { name: 'image', dims: [1, 3, 'height', 'width'] }, output: { name: 'depth', dims: [1, 'height', 'width'] } }), 41e6));
    const model = { row: (await resolveModel()).row, path, sha256: '' };
    const depths: number[][] = [];
    for (const loading of [undefined, new LoadAhead()]) {
      const ports = await loading?.begin(path);
      if (loading) expect(ports?.outputs, 'what the file says of itself').to.deep.equal((await portsOf(path)).outputs);
      const estimator = await openDepthEstimator({ model, provider: 'cpu', seenSize: size, loading });
      expect(loading?.take({ model, provider: 'cpu' }), 'it is taken once').to.equal(undefined);
      const pixels = Uint8Array.from({ length: 3 * size.width * size.height }, (_, i) => (i * 11) % 256);
      depths.push([...(await estimator.estimate({ index: 0, ...size, channels: 3, pixels })).depth.values]);
      await estimator.close();
    }
    expect(depths[1]).to.deep.equal(depths[0]);
  });

  it('gives up what another file or provider is wanted for, and says nothing of a broken file before it is opened', async () => {
    const path = join(freshFolder(), 'broken.onnx');
    await writeFile(path, Buffer.alloc(41e6, 1));
    const loading = new LoadAhead();
    void loading.begin(path);
    expect(loading.take({ model: { path: 'other.onnx', sha256: '' }, provider: 'cpu' })).to.equal(undefined);
    void loading.begin(path);
    expect(loading.take({ model: { path, sha256: '' }, provider: 'webgpu' })).to.equal(undefined);
    expect(await failureCode(loading.begin(path)!)).to.equal('model.unreadable');
    const row = (await resolveModel()).row;
    expect(await failureCode(openDepthEstimator({ model: { row, path, sha256: '' }, provider: 'cpu', seenSize: size, loading }))).to.equal('model.unreadable');
  });

  it('prepares pictures while the network is loaded, and says what is wrong with it where one is asked for', async () => {
    const path = join(freshFolder(), 'refused.onnx');
    const dims = [1, 3, 42, 56];
    await writeFile(path, withRemark(onnxFile({ inputs: [{ name: 'image', dims }], outputs: [{ name: 'depth', dims }], nodes: [{ op: 'Nonsense', inputs: ['image'], outputs: ['depth'] }], tensors: [] }), 41e6));
    const loading = new LoadAhead();
    expect((await loading.begin(path))?.inputs[0]?.shape, 'told before it is loaded').to.deep.equal(dims);
    const row = (await resolveModel()).row;
    const estimator = await openDepthEstimator({ model: { row, path, sha256: '' }, provider: 'cpu', seenSize: size, loading });
    expect(estimator.mapSize).to.deep.equal(size);
    const pixels = new Uint8Array(3 * size.width * size.height);
    expect(await failureCode(estimator.estimate({ index: 0, ...size, channels: 3, pixels }))).to.equal('model.unreadable');
    await estimator.close();
  });
});
