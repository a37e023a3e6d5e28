import { Option, type Command } from 'commander';
import type { CompanionKind, DepthFormat, DepthSlice } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import type { FrameRange, FrameRate, Size } from '#contracts/units';
import type { DepthRequest } from '#helper/jobs/estimateDepth';
import { readCompanions, readCount, readCuts, readFrames, readPart, readPixels, readRate, readSize, readSlice, readTiles } from '../arguments.js';
import { sayIfDraft } from '../draftAdvice.js';
import { runCommand, type CommandContext } from '../runCommand.js';
import { describePass, sayReport } from '../sayPass.js';
import { shardCommands } from '../shardCommands.js';

interface DepthOptions {
  readonly out: string;
  readonly sequenceRate?: FrameRate;
  readonly model?: string;
  readonly frames?: FrameRange;
  readonly size?: 'native' | 'half' | Size;
  readonly provider?: string;
  readonly consistency?: 'clip' | 'shot' | 'frame';
  readonly tiles?: number;
  readonly format?: DepthFormat;
  readonly also?: CompanionKind[];
  readonly matte?: DepthSlice;
  readonly dilate?: number;
  readonly planShards?: number;
  readonly part?: { readonly index: number; readonly count: number };
  readonly cuts?: number[];
  readonly partOf?: FrameRange;
  readonly json?: boolean;
}

const formats: readonly DepthFormat[] = ['png', 'png8', 'tiff', 'exr-half', 'exr-float', 'prores', 'ffv1'];

function requestOf(clip: string, options: DepthOptions): DepthRequest {
  const { out, model, frames, size, provider, consistency, tiles, format, also, matte, dilate, part, cuts, partOf } = options;
  return {
    clip, outFolder: out, model, frames, size, provider, consistency, tiles, format, matte, dilate,
    companions: [...(also ?? []), ...(matte ? (['matte'] as const) : [])],
    ...(part ? { part: { ...part, cuts: cuts ?? [], ...(partOf ? { whole: partOf } : {}) } } : {}),
  };
}

async function printShards(request: DepthRequest, count: number, { console, signal }: CommandContext) {
  const { planParts } = await import('#helper/jobs/planParts');
  // What is printed can be run as it stands.
  const report: Report = (event) => console.report(event.event === 'note' ? { ...event, message: `# ${event.message}` } : event);
  const plan = await planParts(request, count, report, signal);
  const commands = shardCommands(['node', process.argv[1] ?? 'depthbeat'], request, plan);
  if (plan.parts.length < count) report({ event: 'note', message: `The clip has no more places to divide it: ${plan.parts.length} of ${count} parts.` });
  for (const command of commands.parts) console.say(command);
  console.say('# when all are done:');
  console.say(commands.merge);
  return { ...plan, commands };
}

export function addDepthCommand(program: Command): void {
  program
    .command('depth')
    .description('make a depth pass: DIR/depth_00000.png … (white = near), DIR/passport.json and DIR/report.html')
    .argument('<clip>', 'a video, an image or anything else with a picture that FFmpeg reads')
    .requiredOption('-o, --out <dir>', 'folder for the pass')
    .option('-m, --model <id|file>', 'a model from `depthbeat models`, or an .onnx file')
    .option('--sequence-rate <fps>', 'the clip is the first of numbered picture files, shown at this rate: 25, 23.976 or 24000/1001', readRate)
    .option('--frames <A-B>', 'only these source frames, both included, counted from 0', readFrames)
    .option('--size <native|half|WxH>', 'size of the depth frames', readSize)
    .option('--provider <id>', 'force an execution provider: coreml, cpu, cuda, dml, webgpu (depthbeat doctor tells which work here)')
    .addOption(new Option('--consistency <what>', 'what keeps its range: the whole clip, each shot (steadied), or each frame alone').choices(['clip', 'shot', 'frame']))
    .option('--tiles <n>', 'for large pictures with thin things in them: the network sees n×n overlapping tiles of each besides the whole, 2 to 4, at n×n + 1 times its cost (default: 1, none)', readTiles)
    .addOption(new Option('--format <id>', 'how the depth is written: png, tiff (16-bit grey), png8 (dithered), exr-half, exr-float (OpenEXR, channel Y), or one video: prores (10 bit, Premiere), ffv1 (16 bit, lossless)').choices(formats))
    .option('--also <list>', 'other passes of the same frames: push (16-bit RGB displacement from the middle), matte (the subject), false-colour; commas between', readCompanions)
    .option('--matte <far-near[:softness]>', 'the slice of depth that the matte shows, 0 far to 1 near (default: the foreground of each shot)', readSlice)
    .option('--dilate <pixels>', 'grow what is near over what is behind it by so many pixels of the clip, as lens blurs like it (0 to 100)', readPixels)
    .option('--plan-shards <n>', 'make nothing: print n commands that several machines can do apart, divided at cuts, and the one that joins them', readCount)
    .addOption(new Option('--part <i/n>', 'for printed commands: this is part i of n').argParser(readPart))
    .addOption(new Option('--cuts <list>', 'for printed commands: first frames of the shots inside the part').argParser(readCuts))
    .addOption(new Option('--part-of <A-B>', 'for printed commands: the frames of the whole').argParser(readFrames))
    .option('--json', 'print events for programs, one JSON object a line')
    .action((clip: string, options: DepthOptions) =>
      runCommand(options, async (context) => {
        if (options.sequenceRate) context.console.report({ event: 'note', message: '# Joining the frames into one movie.' });
        const source = options.sequenceRate ? await (await import('#helper/media/joinSequence')).joinSequence(clip, options.sequenceRate, context.signal) : clip;
        const request = requestOf(source, options);
        if (options.planShards !== undefined) return printShards(request, options.planShards, context);
        const { estimateDepth } = await import('#helper/jobs/estimateDepth');
        const passport = await estimateDepth({ ...request, ownProcess: true }, context.console.report, context.signal);
        context.console.say(`Depth pass: ${options.out} (${describePass(passport)})`);
        sayReport(context.console, options.out, passport);
        await sayIfDraft(context.console, passport.model.id);
        return passport;
      }),
    );
}
