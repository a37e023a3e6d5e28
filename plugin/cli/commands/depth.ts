import { Option, type Command } from 'commander';
import type { FrameRange, Size } from '#contracts/units';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { readFrames, readSize } from '../arguments.js';
import { runCommand } from '../runCommand.js';

interface DepthOptions {
  readonly out: string;
  readonly model?: string;
  readonly frames?: FrameRange;
  readonly size?: 'native' | 'half' | Size;
  readonly provider?: string;
  readonly consistency?: 'clip' | 'shot' | 'frame';
  readonly json?: boolean;
}

export function addDepthCommand(program: Command): void {
  program
    .command('depth')
    .description('make a depth pass: DIR/depth_00000.png … (16-bit grey, white = near) and DIR/passport.json')
    .argument('<clip>', 'a video, an image or anything else with a picture that FFmpeg reads')
    .requiredOption('-o, --out <dir>', 'folder for the pass')
    .option('-m, --model <id|file>', 'a model from `depthbeat models`, or an .onnx file')
    .option('--frames <A-B>', 'only these source frames, both included, counted from 0', readFrames)
    .option('--size <native|half|WxH>', 'size of the depth frames', readSize)
    .option('--provider <id>', 'force an execution provider from `depthbeat doctor`')
    .addOption(new Option('--consistency <what>', 'what keeps its range: the whole clip, each shot (steadied), or each frame alone').choices(['clip', 'shot', 'frame']))
    .option('--json', 'print events for programs, one JSON object a line')
    .action((clip: string, options: DepthOptions) =>
      runCommand(options, async ({ console, signal }) => {
        const { out, model, frames, size, provider, consistency } = options;
        const passport = await estimateDepth({ clip, outFolder: out, model, frames, size, provider, consistency }, console.report, signal);
        console.say(`Depth pass: ${out} (${passport.frames.last - passport.frames.first + 1} frames, ${passport.shots.length} shots)`);
        return passport;
      }),
    );
}
