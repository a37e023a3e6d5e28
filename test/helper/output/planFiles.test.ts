import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { toFailure } from '#core/failure/result';
import { planProxy } from '#core/lowering/planProxy';
import { writePlanFile } from '#helper/output/planFile';
import { proxyFolder } from '#helper/output/proxyFolder';

describe('what the helper writes for the host', () => {
  let folder = '';
  const dataBefore = process.env['DEPTHBEAT_DATA'];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'a project '));
    process.env['DEPTHBEAT_DATA'] = join(folder, 'data');
  });
  after(async () => {
    if (dataBefore === undefined) delete process.env['DEPTHBEAT_DATA'];
    else process.env['DEPTHBEAT_DATA'] = dataBefore;
    await rm(folder, { recursive: true });
  });

  it('takes plans and batches of plans, and nothing that is not a whole one', async () => {
    const plan = planProxy({ folder: '/renders' });
    for (const good of [plan, { schema: 'depthbeat.hostPlanBatch', version: 1, plans: [plan] }]) {
      expect(await readFile(await writePlanFile(JSON.stringify(good)), 'utf8')).to.equal(JSON.stringify(good));
    }
    for (const bad of ['{"schema":"depthbeat.hostPlan"}', '{}', 'app.quit()', JSON.stringify({ ...plan, operations: [{ kind: 'format', id: 'c' }] })]) {
      expect(await writePlanFile(bad).then(() => 'written', (error: unknown) => toFailure(error).code)).to.equal('contract.invalid');
    }
  });

  it('gives each layer an empty folder for its render beside the project, the same one again', async () => {
    const place = { project: join(folder, 'film.aep'), layer: 'nest: A/B', layerId: 12 };
    const made = await proxyFolder(place);
    expect(made.startsWith(join(folder, 'Depthbeat', 'film nest_ A_B render '))).to.equal(true);
    await writeFile(join(made, 'proxy_00000.png'), 'old');
    await writeFile(join(made, 'mine.txt'), 'kept');
    expect(await proxyFolder(place)).to.equal(made);
    expect(await readdir(made)).to.deep.equal(['mine.txt']);
    expect(await proxyFolder({ ...place, layerId: 13 })).to.not.equal(made);
    expect((await proxyFolder({ ...place, project: '' })).startsWith(join(folder, 'data', 'Depthbeat'))).to.equal(true);
  });
});
