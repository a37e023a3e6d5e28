import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { FailureError } from '#core/failure/result';
import { parseHostPlan, parseHostPlanBatch } from '#core/parsing/parseHostPlan';
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
 * Writes a host plan, or plans for several layers, where the host script reads it, and gives its path. The text is parsed in full first and
 * written as it is. Fails with `contract.invalid`, `output.*`.
 */
export async function writePlanFile(text: string): Promise<string> {
  const parsed = /"depthbeat\.hostPlanBatch"/.test(text.slice(0, 200)) ? parseHostPlanBatch(text, 'the plan') : parseHostPlan(text, 'the plan');
  if (!parsed.ok) throw new FailureError(parsed.failure);
  const folder = join(dataFolder(), 'plans');
  await mkdir(folder, { recursive: true }).then(() => forgetOldPlans(folder), () => undefined);
  const path = join(folder, `plan-${randomBytes(6).toString('hex')}.json`);
  await writeFileAtomically(path, text);
  return path;
}
