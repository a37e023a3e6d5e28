import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { failureError } from '#core/failure/result';
import { licenceSentence } from '#helper/models/manageModels';
import type { ModelRow } from '#contracts/modelManifest';

/** Shows a licence and waits for yes; anything else, the end of the input too, throws `model.licenceNotAccepted`. */
export async function askLicence(row: ModelRow, input: Readable = process.stdin, output: Writable = process.stderr): Promise<void> {
  const lines = createInterface({ input, output });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(`${licenceSentence(row)} Take this licence? [y/N] `), ended]);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw failureError('model.licenceNotAccepted', row.title);
}
