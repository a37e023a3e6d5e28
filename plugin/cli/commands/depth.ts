import { Option, type Command } from 'commander';
import type { CompanionKind, DepthFormat, DepthSlice } from '#contracts/depthAsset';
import type { FrameRange, Size } from '#contracts/units';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { readCompanions, readFrames, readSize, readSlice } from '../arguments.js';
import { sayIfDraft } from '../draftAdvice.js';
import { runCommand } from '../runCommand.js';

interface DepthOptions {
  readonly out: string;
  readonly model?: string;
  readonly frames?: FrameRange;
  readonly size?: 'native' | 'half' | Size;
  readonly provider?: string;
  readonly consistency?: 'clip' | 'shot' | 'frame';
  readonly format?: DepthFormat;
  readonly also?: CompanionKind[];
  readonly matte?: DepthSlice;
  readonly json?: boolean;
}

const formats: readonly DepthFormat[] = ['png', 'png8', 'tiff', 'exr-half', 'exr-float', 'prores', 'ffv1'];

export function addDepthCommand(program: Command): void {
  program
    .command('depth')
    .description('make a depth pass: DIR/depth_00000.png … (white = near) and DIR/passport.json')
    .argument('<clip>', 'a video, an image or anything else with a picture that FFmpeg reads')
    .requiredOption('-o, --out <dir>', 'folder for the pass')
    .option('-m, --model <id|file>', 'a model from `depthbeat models`, or an .onnx file')
    .option('--frames <A-B>', 'only these source frames, both included, counted from 0', readFrames)
    .option('--size <native|half|WxH>', 'size of the depth frames', readSize)
    .option('--provider <id>', 'force an execution provider from `depthbeat doctor`')
    .addOption(new Option('--consistency <what>', 'what keeps its range: the whole clip, each shot (steadied), or each frame alone').choices(['clip', 'shot', 'frame']))
    .addOption(new Option('--format <id>', 'how the depth is written: png, tiff (16-bit grey), png8 (dithered), exr-half, exr-float (OpenEXR, channel Y), or one video: prores (10 bit, Premiere), ffv1 (16 bit, lossless)').choices(formats))
    .option('--also <list>', 'other passes of the same frames: push (16-bit RGB displacement from the middle), matte (the subject), false-colour; commas between', readCompanions)
    .option('--matte <far-near[:softness]>', 'the slice of depth that the matte shows, 0 far to 1 near (default: the foreground of each shot)', readSlice)
    .option('--json', 'print events for programs, one JSON object a line')
    .action((clip: string, options: DepthOptions) =>
      runCommand(options, async ({ console, signal }) => {
        const { out, also, ...rest } = options;
        const passport = await estimateDepth({ clip, outFolder: out, ...rest, companions: [...(also ?? []), ...(options.matte ? (['matte'] as const) : [])] }, console.report, signal);
        console.say(`Depth pass: ${out} (${passport.frames.last - passport.frames.first + 1} frames, ${passport.shots.length} shots)`);
        await sayIfDraft(console, passport.model.id);
        return passport;
      }),
    );
}
