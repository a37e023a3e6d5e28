import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { failureError } from '#core/failure/result';
import { dataFolder } from '../pictures/passFolder.js';
import { writeFileAtomically } from './atomicFile.js';

/** Plans older than this are of no use to anybody, milliseconds: one day. */
const planLife = 86_400_000;

async function forgetOldPlans(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts && Date.now() - facts.mtimeMs > planLife) await rm(path, { force: true });
  }
}

/**
 * Writes a host plan where the host script reads it, and gives its path. The text has to be a plan's JSON; it is written as it is.
 * Fails with `contract.invalid`, `output.*`.
 */
export async function writePlanFile(text: string): Promise<string> {
  let schema: unknown;
  try {
    schema = (JSON.parse(text) as { schema?: unknown } | null)?.schema;
  } catch (error) {
    throw failureError('contract.invalid', 'the plan', String(error));
  }
  if (schema !== 'depthbeat.hostPlan') throw failureError('contract.invalid', 'the plan');
  const folder = join(dataFolder(), 'plans');
  await mkdir(folder, { recursive: true }).then(() => forgetOldPlans(folder), () => undefined);
  const path = join(folder, `plan-${randomBytes(6).toString('hex')}.json`);
  await writeFileAtomically(path, text);
  return path;
}
