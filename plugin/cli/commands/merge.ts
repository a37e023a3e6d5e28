import type { Command } from 'commander';
import { runCommand } from '../runCommand.js';

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
        console.say(`Depth pass: ${options.out} (${passport.frames.last - passport.frames.first + 1} frames, ${passport.shots.length} shots, from ${parts.length} parts)`);
        return passport;
      }),
    );
}
