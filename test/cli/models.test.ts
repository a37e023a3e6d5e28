import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommandLine, type CommandEnd } from '../fixtures/commandLine.js';
import { freshFolder } from '../fixtures/madeClips.js';

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
});
