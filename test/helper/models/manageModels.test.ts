import { expect } from 'chai';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobEvent } from '#contracts/progress';
import { addModel, fetchModel, removeModel, verifyModels } from '#helper/models/manageModels';
import { loadManifest, resolveModel } from '#helper/models/modelStore';
import { withEnvironment } from '../../fixtures/environment.js';
import { failureCode, failureOfWork } from '../../fixtures/failures.js';
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
    const other = await failureOfWork(addModel(file, 'distill-any-depth-base'));
    expect(other).to.include({ code: 'model.otherFile', message: `${file} is not the listed file of Distill Any Depth Base.` });
    expect(other?.remedy).to.match(/own, without --as/).and.not.match(/delete/i);
    expect(await readFile(file)).to.deep.equal(tiny);
    expect(await failureCode(addModel(file, 'nothing'))).to.equal('model.unknown');
    expect(await failureCode(addModel(join(folder, 'none.onnx')))).to.equal('media.missing');
    await removeModel('zoedepth-n');
    expect(await failureCode(removeModel('zoedepth-n'))).to.equal('model.missing');
    expect(await failureCode(removeModel('depthbeat-small-v4'))).to.equal('usage.invalid');
  });

  const notes: string[] = [];
  const report = (event: JobEvent): void => void (event.event === 'note' && notes.push(event.message));
  let isAccepted = true;
  const fetched = (id: string, precision?: 'fp32' | 'fp16' | 'int8'): Promise<string> => fetchModel(id, { acceptLicence: isAccepted, ...(precision ? { precision } : {}) }, report, still);

  it('tells the licence first and fetches nothing that is not accepted or not confirmed', async () => {
    notes.length = 0;
    isAccepted = false;
    expect(await failureCode(fetched('distill-any-depth-base'))).to.equal('model.licenceNotAccepted');
    expect(notes[0]).to.contain('ask before commercial use');
    expect(await failureCode(fetched('depth-anything-v2-small')), 'one without restrictions, too').to.equal('model.licenceNotAccepted');
    isAccepted = true;
    expect(await failureCode(fetched('nothing'))).to.equal('model.unknown');
    expect(await fetched('depthbeat-small-v4')).to.match(/depthbeat-small-v4\.onnx$/);
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('asks for no licence of what is not on offer, and says where it is and how to add it', async () => {
    const failure = await failureOfWork(fetched('depth-pro'));
    expect(failure).to.include({ code: 'model.unconfirmed', message: 'No download of Depth Pro has been confirmed, so none is offered.' });
    expect(failure?.remedy).to.equal('Get https://huggingface.co/yuvraj108c/ml-depth-pro-onnx/resolve/main/depth_pro.onnx yourself, then run depthbeat models add FILE.onnx --as depth-pro.');
    expect((await failureOfWork(fetched('zoedepth-n')))?.remedy).to.match(/^Get the file yourself, then run .* --as zoedepth-n\.$/);
    expect((await failureOfWork(fetched('lite-mono-tiny')))?.remedy).to.match(/encoder\.onnx and \S+decoder\.onnx yourself/);
  });

  it('names the precisions on offer when another one is asked for', async () => {
    const failure = await failureOfWork(fetched('depth-anything-v2-small', 'int8'));
    expect(failure).to.include({ code: 'model.notInPrecision', message: 'Depth Anything V2 Small is not offered as int8.' });
    expect(failure?.remedy).to.contain('fp32, fp16, uint8, q4f16');
  });

  it('takes only a whole file of the precision that is asked for as there', async () => {
    await writeFile(join(folder, 'depth-anything-v2-small.fp16.onnx'), 'rotten');
    // No server is reached: a download that begins fails at this proxy.
    await withEnvironment({ HTTPS_PROXY: 'socks5://nowhere', https_proxy: undefined, NO_PROXY: undefined, no_proxy: undefined }, async () => {
      for (const precision of ['fp32', 'fp16', undefined] as const) expect(await failureCode(fetched('depth-anything-v2-small', precision)), precision).to.equal('model.downloadFailed');
    });
    const file = join(freshFolder(), 'pro.onnx');
    await writeFile(file, tiny);
    await addModel(file, 'depth-pro');
    expect(await fetched('depth-pro')).to.equal(join(folder, 'depth-pro.fp16.onnx'));
  });

  it('verifies every file of a network, and says how a damaged one is replaced', async () => {
    for (const precision of ['fp32', 'fp16']) await writeFile(join(folder, `depth-anything-v2-small.${precision}.onnx`), 'rotten');
    const found = (await verifyModels()).filter(({ id }) => id === 'depth-anything-v2-small');
    expect(found.map(({ state, way }) => [state, way])).to.deep.equal(['fp32', 'fp16'].map((precision) => ['damaged', `depthbeat models fetch depth-anything-v2-small --precision ${precision}`]));
    expect((await verifyModels()).filter(({ id }) => id === 'depthbeat-small-v4').map(({ state, way }) => [state, way])).to.deep.equal([['whole', undefined], ['whole', undefined]]);
  });

  it('removes the beginning of a download that stopped', async () => {
    for (const name of ['moge-2-small.fp32.onnx.part', 'moge-2-small.fp32.onnx.part.tag']) await writeFile(join(folder, name), 'begun');
    await writeFile(join(folder, 'moge-2-base.fp32.onnx.part'), 'of another');
    await removeModel('moge-2-small');
    expect(await readdir(folder)).to.deep.equal(['moge-2-base.fp32.onnx.part']);
    expect(await failureCode(removeModel('moge-2-small'))).to.equal('model.missing');
  });

  it('lists only downloads whose address, size and hash are known as confirmed, and no licence without an answer', async () => {
    for (const { id, files, licence } of (await loadManifest()).models) {
      const halves = files.filter(({ confirmed }) => confirmed).flatMap((file) => [file, ...(file.head ? [file.head] : [])]);
      for (const { url, path, bytes, sha256 } of halves) expect(sha256 !== undefined && bytes !== undefined && (url ?? path) !== undefined, id).to.equal(true);
      if (/NC/.test(licence.id)) expect(licence.commercial, id).to.equal('no');
      // What a network has learnt from may bind whoever uses it, whatever the licence of its code says.
      if (/whose (own )?terms are/.test(licence.note ?? '')) expect(licence.commercial, id).to.equal('ask');
    }
  });

  it('says of copies by others that their input is not verified, and where the official file is', async () => {
    const rows = (await loadManifest()).models.filter(({ id }) => id.startsWith('midas-v21-'));
    expect(rows).to.have.length(2);
    for (const { id, licence } of rows) expect(licence.note, id).to.match(/not verified; .*github\.com\/isl-org\/MiDaS/);
  });
});
