import type { Command } from 'commander';
import type { BeatGrid } from '#contracts/beatGrid';
import { analyseMusic } from '#helper/jobs/analyseMusic';
import { writeFileAtomically } from '#helper/output/atomicFile';
import { runCommand } from '../runCommand.js';

export function describeGrid(grid: BeatGrid): string {
  if (grid.beats.length === 0) return 'no beats found';
  const sure = Math.round(grid.confidence * 100);
  return `${grid.beats.length} beats, ${grid.tempo.toFixed(1)} BPM, ${grid.metre.beatsPerBar} to the bar, confidence ${sure} %`;
}

export function addBeatsCommand(program: Command): void {
  program
    .command('beats')
    .description('find the beats of a song, or of the sound of a video')
    .argument('<audio-or-video>', 'anything with sound that FFmpeg reads')
    .requiredOption('-o, --out <file.json>', 'file for the beat grid')
    .option('--json', 'print events for programs, one JSON object a line')
    .action((source: string, options: { out: string; json?: boolean }) =>
      runCommand(options, async ({ console, signal }) => {
        const grid = await analyseMusic({ source }, console.report, signal);
        await writeFileAtomically(options.out, `${JSON.stringify(grid, null, 1)}\n`);
        console.say(`Beats: ${options.out} (${describeGrid(grid)})`);
        return grid;
      }),
    );
}
