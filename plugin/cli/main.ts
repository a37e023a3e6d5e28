import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { failureOf } from '#core/failure/result';
import { projectRoot } from '#helper/media/projectRoot';
import { addBeatsCommand } from './commands/beats.js';
import { addDepthCommand } from './commands/depth.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addMergeCommand } from './commands/merge.js';
import { addModelsCommand } from './commands/models.js';
import { addPlanCommand } from './commands/plan.js';
import { addProxyCommand } from './commands/proxy.js';
import { addPreviewCommand } from './commands/preview.js';
import { addRecipesCommand } from './commands/recipes.js';
import { addRunCommand } from './commands/run.js';
import { addServeCommand } from './commands/serve.js';
import { openConsole } from './console.js';
import { exitCodeHelp, exitCodes } from './exitCodes.js';

function version(): string {
  const packageJson = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string };
  return packageJson.version;
}

/** Commands load what they work with (jobs, the networks' runtime, picture codecs) when they are run: together that takes longer than the rest of the program. */
function makeProgram(isJson: boolean): Command {
  const program = new Command('depthbeat')
    .description('Depth passes from footage, beats from music, and music that moves the depth.')
    .version(version())
    .addHelpText('after', `\n${exitCodeHelp}`)
    .showHelpAfterError('(--help shows what it takes)')
    .exitOverride();
  // Under --json a program listens: the failure is an event, not prose.
  if (isJson) program.configureOutput({ outputError: () => undefined });
  const adders = [addRunCommand, addDepthCommand, addMergeCommand, addBeatsCommand, addPlanCommand, addProxyCommand, addPreviewCommand, addRecipesCommand, addModelsCommand, addDoctorCommand];
  for (const add of adders) add(program);
  addServeCommand(program, version());
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Runs the command line with its arguments (without node and script) and sets the exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const isJson = args.includes('--json');
  try {
    await makeProgram(isJson).parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    if (isJson) openConsole(true).fail(failureOf('usage.invalid', error.message.replace(/^error: /, '').replace(/\.$/, '')));
    process.exitCode = exitCodes.usage;
  }
}
