import { availableParallelism, totalmem } from 'node:os';
import type { Command } from 'commander';
import { toFailure } from '#core/failure/result';
import { runProgram } from '#helper/media/childProgram';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import { resolveModel } from '#helper/models/modelStore';
import { modelsFolder } from '#helper/models/modelsFolder';
import { exitCodes } from '../exitCodes.js';
import { runCommand } from '../runCommand.js';
import { listModels } from './models.js';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
}

/** Video encoders a preview can use, best first. */
const usefulEncoders = ['libx264', 'h264_videotoolbox', 'h264_mf', 'libopenh264', 'libvpx-vp9'];

async function findFfmpeg(): Promise<Finding> {
  const { ffmpeg, origin } = locateFfmpeg();
  const version = /version (\S+)/.exec((await runProgram(ffmpeg, ['-version'])).output.toString())?.[1] ?? 'unknown';
  const listed = (await runProgram(ffmpeg, ['-hide_banner', '-encoders'])).output.toString();
  const encoders = usefulEncoders.filter((name) => listed.includes(` ${name} `));
  return { name: 'FFmpeg', ok: encoders.length > 0, text: `${version}, ${ffmpeg} (${origin}), encoders for previews: ${encoders.join(', ') || 'none'}` };
}

async function findProviders(): Promise<Finding[]> {
  const { path } = await resolveModel();
  // Whoever asks has changed something, or wants it looked at again.
  const [{ listProviders }, { forgetVerdicts }] = await Promise.all([import('#helper/inference/executionProviders'), import('#helper/inference/providerMemory')]);
  await forgetVerdicts();
  return (await listProviders(path)).map(({ name, works, milliseconds, reason }) => ({
    name: `Provider ${name}`,
    ok: works,
    text: works ? `works, ${(milliseconds ?? 0).toFixed(0)} ms for a small picture` : (reason ?? 'does not work here'),
  }));
}

async function findModels(): Promise<Finding> {
  const models = await listModels();
  const installed = models.filter(({ path }) => path !== undefined).map(({ row }) => `${row.id}${row.draft ? ' (a draft)' : ''}`);
  const draft = models.find(({ row, isDefault }) => isDefault && row.draft)?.row.draft;
  const isAdviceDue = draft !== undefined && !models.some(({ row, path }) => row.id === draft.instead && path !== undefined);
  const advice = isAdviceDue ? `; for work that others will see: depthbeat models fetch ${draft.instead}` : '';
  return { name: 'Models', ok: installed.length > 0, text: `${installed.join(', ') || 'none'}${advice}; your own go to ${modelsFolder()}` };
}

/** A check that throws is a finding too: the doctor's task is to say what is wrong, not to fall over it. */
async function examine(name: string, look: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    const failure = toFailure(error);
    return [{ name, ok: false, text: `${failure.message} ${failure.remedy}` }];
  }
}

function findMachine(): Finding {
  const memory = `${(totalmem() / 1e9).toFixed(0)} GB`;
  return { name: 'Machine', ok: true, text: `${process.platform}-${process.arch}, ${availableParallelism()} cores, ${memory}, Node ${process.versions.node}` };
}

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('say what is installed here and what works: FFmpeg, providers, models')
    .option('--json', 'print events for programs, one JSON object a line')
    .action(async (options: { json?: boolean }) => {
      let isWell = true;
      await runCommand(options, async ({ console }) => {
        const findings = [findMachine(), ...(await examine('FFmpeg', findFfmpeg)), ...(await examine('Providers', findProviders)), ...(await examine('Models', findModels))];
        for (const { name, ok, text } of findings) console.say(`${ok ? 'ok  ' : 'no  '} ${name}: ${text}`);
        isWell = ['FFmpeg', 'Provider cpu', 'Models'].every((needed) => findings.some(({ name, ok }) => name === needed && ok));
        return findings;
      });
      if (process.exitCode === exitCodes.done && !isWell) process.exitCode = exitCodes.environment;
    });
}
