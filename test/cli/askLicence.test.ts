import { expect } from 'chai';
import { PassThrough } from 'node:stream';
import { loadManifest } from '#helper/models/modelStore';
import { askLicence } from '../../plugin/cli/askLicence.js';
import { failureCode } from '../fixtures/failures.js';

describe('askLicence', () => {
  it('shows the licence and takes yes alone', async () => {
    const row = (await loadManifest()).models.find(({ id }) => id === 'depth-anything-v2-base')!;
    const answered = async (text: string): Promise<string> => {
      const [input, output] = [new PassThrough(), new PassThrough()];
      input.end(text);
      const code = await failureCode(askLicence(row, input, output));
      expect(String(output.read())).to.contain('CC-BY-NC-4.0: not for commercial use').and.contain('[y/N]');
      return code;
    };
    for (const text of ['y\n', 'Yes\n']) expect(await answered(text)).to.contain('no failure');
    for (const text of ['n\n', '\n', '', 'maybe\n']) expect(await answered(text)).to.equal('model.licenceNotAccepted');
  });
});
