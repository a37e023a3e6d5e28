import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvents, runCommandLine, type CommandEnd } from '../fixtures/commandLine.js';
import { freshFolder } from '../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../fixtures/onnxFile.js';

/** Runs `depthbeat models` on a folder of its own. */
const models = (folder: string, ...args: string[]): Promise<CommandEnd> => runCommandLine(['models', ...args], folder, { ...process.env, DEPTHBEAT_MODELS: folder });

describe('depthbeat models', () => {
  it('verify ends with an exit code of its own when a file is damaged, and says what replaces it', async () => {
    const folder = freshFolder();
    expect((await models(folder, 'verify')).code).to.equal(0);
    await writeFile(join(folder, 'depth-anything-v2-small.fp16.onnx'), 'rotten');
    const { code, output } = await models(folder, 'verify');
    expect(code).to.equal(1);
    expect(output).to.contain('depth-anything-v2-small: DAMAGED').and.contain('depthbeat models fetch depth-anything-v2-small --precision fp16');
  });

  it('lists what is installed first, with the size of a file of the user’s own, and says how to get what is not on offer', async () => {
    const folder = freshFolder();
    const network = tinyDepthNetwork({ input: { name: 'pixel_values', dims: [1, 3, 'h', 'w'] }, output: { name: 'predicted_depth', dims: [1, 'h', 'w'] } });
    await writeFile(join(folder, 'mine.onnx'), network);
    expect((await models(folder, 'add', 'mine.onnx')).code).to.equal(0);
    const rows = readEvents((await models(folder, '--json')).output).at(-1)!['result'] as { id: string; installedAt: string | null; installedBytes: number | null }[];
    const states = rows.map(({ installedAt }) => installedAt !== null);
    expect(states.lastIndexOf(true)).to.be.lessThan(states.indexOf(false));
    expect(rows.find(({ id }) => id === 'mine')?.installedBytes).to.equal(network.length);
    const { output } = await models(folder);
    expect(output).to.match(/^mine: .*installed, 0\.0 MB/m);
    expect(output).to.contain('Get https://huggingface.co/yuvraj108c/ml-depth-pro-onnx/resolve/main/depth_pro.onnx, then: depthbeat models add FILE.onnx --as depth-pro');
  });
});
