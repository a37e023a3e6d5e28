import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { runCommandLine } from '../../fixtures/commandLine.js';
import { freshFolder, makeNumberedClip } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork, withRemark } from '../../fixtures/onnxFile.js';

describe('a network that counts as large', () => {
  it('is loaded and given pictures ahead, and makes the same files; the runtime keeps no log of it for its maker', async () => {
    const folder = freshFolder();
    const clip = await makeNumberedClip({ path: join(folder, 'numbers.mp4'), frames: 12 });
    const network = tinyDepthNetwork({ input: { name: '0', dims: [1, 3, 128, 384] }, output: { name: '1', dims: [1, 128, 384] } });
    // The same name: what is unlisted is told by it.
    const home = freshFolder();
    const made = await Promise.all(
      [network, withRemark(network, 41e6)].map(async (file, i) => {
        const model = join(freshFolder(), 'own.onnx');
        await writeFile(model, file);
        const out = join(folder, `out ${i}`);
        const { code, errors } = await runCommandLine(['depth', clip, '--out', out, '--model', model, '--provider', 'cpu'], undefined, { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, '.cache') });
        expect(code, errors).to.equal(0);
        const names = (await readdir(out)).filter((name) => name.endsWith('.png')).sort();
        expect(names).to.have.length(12);
        return Promise.all(names.map((name) => readFile(join(out, name))));
      }),
    );
    expect(made[1]).to.deep.equal(made[0]);
    expect(existsSync(join(home, '.cache', 'Microsoft'))).to.equal(false);
  });

  it('sees no program started while it works: Node forks, and the network would fetch all its memory anew', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = freshFolder();
    const clip = await makeNumberedClip({ path: join(folder, 'numbers.mp4'), frames: 24 });
    const model = join(folder, 'own.onnx');
    await writeFile(model, withRemark(tinyDepthNetwork({ input: { name: '0', dims: [1, 3, 128, 384] }, output: { name: '1', dims: [1, 128, 384] } }), 41e6));
    const children = new Set<string>();
    let first: readonly string[] = [];
    const passport = await estimateDepth(
      { clip, outFolder: join(folder, 'out'), model, provider: 'cpu' },
      (event) => {
        if (event.event !== 'progress' || event.stage !== 'depth') return;
        if (children.size === 0) first = programsNow();
        for (const pid of programsNow()) children.add(pid);
      },
      new AbortController().signal,
    );
    expect(passport.frames).to.deep.equal({ first: 0, last: 23 });
    expect(first).to.have.length(2);
    expect([...children]).to.have.members(first);
  });
});

/** Programs that this process has started and that have not ended. */
const programsNow = (): readonly string[] => readdirSync('/proc/self/task').flatMap((thread) => readFileSync(`/proc/self/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean));
