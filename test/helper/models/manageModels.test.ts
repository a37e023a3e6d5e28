import { expect } from 'chai';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobEvent } from '#contracts/progress';
import { addModel, fetchModel, removeModel, verifyModels } from '#helper/models/manageModels';
import { loadManifest, resolveModel } from '#helper/models/modelStore';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';

const tiny = tinyDepthNetwork({ input: { name: 'pixel_values', dims: [1, 3, 'h', 'w'] }, output: { name: 'predicted_depth', dims: [1, 'h', 'w'] } });
const still = new AbortController().signal;

describe('the models of a user', () => {
  let folder: string;
  beforeEach(() => {
    folder = freshFolder();
    process.env['DEPTHBEAT_MODELS'] = folder;
  });
  afterEach(() => {
    delete process.env['DEPTHBEAT_MODELS'];
  });

  it('adds a file under a name, uses it by that name, verifies and removes it', async () => {
    const file = join(freshFolder(), 'My Depth Anything (v2).onnx');
    await writeFile(file, tiny);
    const row = await addModel(file);
    expect(row).to.include({ id: 'my-depth-anything-v2-', family: 'depth-anything' });
    expect((await resolveModel(row.id)).path).to.equal(join(folder, `${row.id}.onnx`));
    expect((await verifyModels()).find(({ id }) => id === row.id)?.state).to.equal('whole');
    await writeFile(join(folder, `${row.id}.onnx`), 'rotten');
    expect((await verifyModels()).find(({ id }) => id === row.id)?.state).to.equal('damaged');
    expect(await failureCode(resolveModel(row.id))).to.equal('model.hashMismatch');
    await removeModel(row.id);
    expect(await failureCode(resolveModel(row.id))).to.equal('model.unknown');
    expect(await readdir(folder)).to.deep.equal(['own.json']);
  });

  it('takes a file for a listed network, unless its hash says that it is another', async () => {
    const file = join(freshFolder(), 'x.onnx');
    await writeFile(file, tiny);
    expect((await addModel(file, 'zoedepth-n')).id).to.equal('zoedepth-n');
    expect((await resolveModel('zoedepth-n')).row.output.semantics).to.equal('metric');
    expect((await verifyModels()).find(({ id }) => id === 'zoedepth-n')?.state).to.equal('unlisted');
    expect(await failureCode(addModel(file, 'distill-any-depth-base'))).to.equal('model.hashMismatch');
    expect(await failureCode(addModel(file, 'nothing'))).to.equal('model.unknown');
    expect(await failureCode(addModel(join(folder, 'none.onnx')))).to.equal('media.missing');
    await removeModel('zoedepth-n');
    expect(await failureCode(removeModel('zoedepth-n'))).to.equal('model.missing');
    expect(await failureCode(removeModel('depthbeat-small-v4'))).to.equal('usage.invalid');
  });

  it('tells the licence first and fetches nothing that is not accepted or not confirmed', async () => {
    const notes: string[] = [];
    const report = (event: JobEvent): void => void (event.event === 'note' && notes.push(event.message));
    expect(await failureCode(fetchModel('depth-anything-v2-large', { acceptLicence: false }, report, still))).to.equal('model.licenceNotAccepted');
    expect(notes[0]).to.contain('CC-BY-NC-4.0').and.contain('not for commercial use');
    expect(await failureCode(fetchModel('depth-anything-v2-large', { acceptLicence: true }, report, still))).to.equal('model.unconfirmed');
    expect(await failureCode(fetchModel('nothing', { acceptLicence: true }, report, still))).to.equal('model.unknown');
    expect(await fetchModel('depthbeat-small-v4', { acceptLicence: false }, report, still)).to.match(/depthbeat-small-v4\.onnx$/);
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('lists only downloads whose hash is known as confirmed, and no licence without an answer', async () => {
    for (const { id, files, licence } of (await loadManifest()).models) {
      for (const { confirmed, url, path, sha256 } of files) if (confirmed) expect(sha256 !== undefined && (url ?? path) !== undefined, id).to.equal(true);
      if (/NC/.test(licence.id)) expect(licence.commercial, id).to.equal('no');
    }
  });
});
