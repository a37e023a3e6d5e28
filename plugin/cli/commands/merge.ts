import type { Command } from 'commander';
import { runCommand } from '../runCommand.js';
import { describePass, sayReport } from '../sayPass.js';

export function addMergeCommand(program: Command): void {
  program
    .command('merge')
    .description('join the parts of a depth pass that several machines made (depth --plan-shards prints the commands)')
    .argument('<part...>', 'folders of all parts')
    .requiredOption('-o, --out <dir>', 'folder for the whole pass')
    .option('--json', 'print events for programs, one JSON object a line')
    .action((parts: string[], options: { out: string; json?: boolean }) =>
      runCommand(options, async ({ console, signal }) => {
        const { mergeParts } = await import('#helper/jobs/mergeParts');
        const passport = await mergeParts(parts, options.out, console.report, signal);
        console.say(`Depth pass: ${options.out} (${describePass(passport, `from ${parts.length} parts`)})`);
        sayReport(console, options.out, passport);
        return passport;
      }),
    );
}
