import { mkdir, readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { failureError } from '#core/failure/result';
import { printApplyScript } from '#core/lowering/applyScript';
import { planProxy } from '#core/lowering/planProxy';
import { writeFailure, writeFileAtomically } from '#helper/output/atomicFile';
import { readHostBundle } from '#helper/output/hostBundle';
import { runCommand } from '../runCommand.js';

interface ProxyOptions {
  readonly out: string;
  readonly folder: string;
  readonly template?: string;
  readonly json?: boolean;
}

/** A folder that is there and empty, for After Effects adds its frames to whatever lies in it. */
async function emptyFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => Promise.reject(writeFailure(folder, error) as Error));
  if ((await readdir(folder)).length > 0) throw failureError('output.foreign', folder);
  return folder;
}

export function addProxyCommand(program: Command): void {
  program
    .command('proxy')
    .description('write a script that has After Effects render the selected layer for depth: compositions, and layers with effects that move pixels')
    .requiredOption('-o, --out <file.jsx>', 'file for the script')
    .requiredOption('--folder <dir>', 'empty folder for the rendered frames')
    .option('--template <name>', 'output module template of After Effects to render with (default: PNG frames where it can)')
    .option('--json', 'print events for programs, one JSON object a line')
    .action((options: ProxyOptions) =>
      runCommand(options, async ({ console }) => {
        const plan = planProxy({ folder: await emptyFolder(options.folder), template: options.template });
        const script = resolve(options.out);
        await mkdir(dirname(script), { recursive: true }).catch((error: unknown) => Promise.reject(writeFailure(script, error) as Error));
        await writeFileAtomically(script, printApplyScript(await readHostBundle(), plan));
        console.say(`After Effects script: ${options.out}`);
        console.say('Select the layer, run it with File > Scripts > Run Script File; it ends by saying what to do next.');
        return plan;
      }),
    );
}
