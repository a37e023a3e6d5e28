import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import type { AppliedPlan, HostReply } from '#contracts/hostProtocol';
import { main } from '../../plugin/cli/main.js';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import { steadyGrid } from '../fixtures/recipeInputs.js';
import { freshFolder } from '../fixtures/madeClips.js';
import { openPretendedHost, type PretendedHost } from '../playground/pretendedHost.js';
import type { FakeComp } from './fakeAfterEffects/comp.js';
import type { FakeLayer } from './fakeAfterEffects/layer.js';
import { FakeEngine } from './fakeAfterEffects/engine.js';

/** The sample clip in a composition of its own, and a layer of that, trimmed, in the composition in front. */
async function nested(): Promise<{ readonly host: PretendedHost; readonly layer: FakeLayer }> {
  const host = await openPretendedHost([sampleFiles().clip]);
  const { world, comp } = host;
  world.undoDepth = 1;
  const inner = world.addComp({ name: 'nest', width: 512, height: 288, rate: comp.frameRate, duration: 7 });
  (inner.layers as { add(item: unknown): FakeLayer }).add(host.layers[0]!._source);
  world.activeItem = comp;
  const layer = (comp.layers as { add(item: unknown): FakeLayer }).add(inner);
  layer.inPoint = 1;
  layer.outPoint = 1.3;
  for (const other of comp._layers) other.selected = other === layer;
  world.undoDepth = 0;
  return { host, layer };
}

async function runScript(host: PretendedHost, path: string): Promise<HostReply<AppliedPlan>> {
  host.world.calls.alerts.length = 0;
  return JSON.parse(String(new FakeEngine(host.world).run(await readFile(path, 'utf8'), path))) as HostReply<AppliedPlan>;
}

describe('a composition without the panel, from the command line to After Effects', () => {
  it('is rendered, gets its pass and its recipe by the commands that each step names', async () => {
    const { host, layer } = await nested();
    const folder = freshFolder();
    const frames = join(folder, 'Depthbeat', 'nest');
    await writeFile(join(folder, 'beats.json'), JSON.stringify(steadyGrid()));
    await main(['proxy', '--folder', frames, '--out', join(folder, 'render.jsx')]);
    const rendered = await runScript(host, join(folder, 'render.jsx'));
    expect(rendered, JSON.stringify(rendered)).to.deep.include({ ok: 1 });
    const [alert] = host.world.calls.alerts;
    const [depthWords, planWords] = [...alert!.matchAll(/^depthbeat (.*)$/gm)].map((match) => [...match[1]!.matchAll(/"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2]!));
    const put = (words: readonly string[]): string[] => words.map((word) => ({ DEPTH: join(folder, 'depth'), 'BEATS.json': join(folder, 'beats.json'), 'apply.jsx': join(folder, 'apply.jsx') })[word] ?? word);
    await main([...put(depthWords!), '--size', '128x72']);
    await main(put(planWords!));
    expect(process.exitCode).to.equal(0);
    expect(await readdir(frames)).to.deep.equal(['proxy.mkv']);
    const applied = await runScript(host, join(folder, 'apply.jsx'));
    expect(applied, JSON.stringify(applied)).to.deep.include({ ok: 1 });
    const depth = host.comp._layers.find(({ name }) => name.endsWith(' Depth'))!;
    expect([depth.startTime, depth.inPoint, depth.outPoint]).to.deep.equal([layer.startTime, 1, 1.3]);
    const inside = (depth.source as FakeComp)._layers[0]!;
    expect(inside.startTime).to.be.closeTo(1 - 1 / host.comp.frameRate, 0.5 / host.comp.frameRate + 1e-6);
    expect(basename(String((inside._source as unknown as { file: { fsName: string } }).file.fsName))).to.equal('depth_00000.png');
  }).timeout(120_000);
});
