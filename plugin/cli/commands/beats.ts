import type { Command } from 'commander';
import type { BeatGrid } from '#contracts/beatGrid';
import { writeFileAtomically } from '#helper/output/atomicFile';
import { runCommand } from '../runCommand.js';

export function describeGrid(grid: BeatGrid): string {
  if (grid.beats.length === 0) return 'no beats found';
  const sure = Math.round(grid.confidence * 100);
  return `${grid.beats.length} beats, ${grid.tempo.toFixed(1)} BPM, ${grid.metre.beatsPerBar} to the bar, confidence ${sure} %`;
}

interface BeatsOptions {
  readonly out: string;
  readonly tracker: string;
  readonly click?: string;
  readonly plot?: string;
  readonly json?: boolean;
}

export function addBeatsCommand(program: Command): void {
  program
    .command('beats')
    .description('find the beats of a song, or of the sound of a video')
    .argument('<audio-or-video>', 'anything with sound that FFmpeg reads')
    .requiredOption('-o, --out <file.json>', 'file for the beat grid')
    .option('--tracker <id|file.onnx>', 'bundled, beat-this-small, beat-this, or a network of that kind', 'bundled')
    .option('--click <file.wav>', 'also write the song with a click on every beat')
    .option('--plot <file.png>', 'also draw loudness, onsets, beats, hits and sections')
    .option('--json', 'print events for programs, one JSON object a line')
    .action((source: string, options: BeatsOptions) =>
      runCommand(options, async ({ console, signal }) => {
        const { analyseMusic } = await import('#helper/jobs/analyseMusic');
        const grid = await analyseMusic({ source, tracker: options.tracker }, console.report, signal);
        await writeFileAtomically(options.out, `${JSON.stringify(grid, null, 1)}\n`);
        console.say(`Beats: ${options.out} (${describeGrid(grid)})`);
        if (options.click !== undefined) {
          const { writeClickTrack } = await import('#helper/jobs/writeClickTrack');
          await writeClickTrack({ source, grid, out: options.click }, signal);
          console.say(`Click track: ${options.click}`);
        }
        if (options.plot !== undefined) {
          const { plotGrid } = await import('#helper/jobs/plotGrid');
          await plotGrid({ source, grid, out: options.plot }, signal);
          console.say(`Plot: ${options.plot}`);
        }
        return grid;
      }),
    );
}
