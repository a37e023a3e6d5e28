import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { ModelRow } from '#contracts/modelManifest';
import { addModel, fetchModel, offeredFile, presentFile, removeModel, verifyModels } from '#helper/models/manageModels';
import { headPathOf, installedFile, loadManifest, pathOf } from '#helper/models/modelStore';
import { addWay, sourceOf } from '#helper/models/modelWays';
import { modelsFolder } from '#helper/models/modelsFolder';
import { ownModels } from '#helper/models/ownModels';
import { draftAdvice } from '../draftAdvice.js';
import { askLicence } from '../askLicence.js';
import { exitCodes } from '../exitCodes.js';
import { runCommand } from '../runCommand.js';

interface ListedModel {
  readonly row: ModelRow;
  readonly path: string | undefined;
  /** Of the files that are there, where some are. */
  readonly bytes: number | undefined;
  readonly isDefault: boolean;
}

const commercialWords = { yes: 'commercial use: yes', no: 'NOT for commercial use', ask: 'commercial use: ask a lawyer first' } as const;

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** What is there counts before what is listed: a user's own file has no listed size. */
function sizeOf({ row, bytes }: ListedModel): string {
  if (bytes !== undefined) return inMegabytes(bytes);
  const file = row.files.find(({ confirmed }) => confirmed) ?? row.files[0];
  if (file?.bytes !== undefined) return inMegabytes(file.bytes);
  return file?.megabytes === undefined ? 'size unknown' : `about ${file.megabytes.toFixed(0)} MB`;
}

function describeModel(model: ListedModel): string[] {
  const { row, path, isDefault } = model;
  const offered = row.files.some(({ confirmed, url }) => confirmed && url !== undefined);
  const state = path === undefined ? (offered ? 'can be fetched' : 'not confirmed, add the file yourself') : 'installed';
  const advice = draftAdvice(row);
  return [
    `${row.id}${isDefault ? ' (default)' : ''}: ${row.title}; ${state}, ${sizeOf(model)}, ${row.licence.id}, ${commercialWords[row.licence.commercial]}`,
    `    ${row.advice}`,
    ...(advice === undefined ? [] : [`    This is ${advice}`]),
    ...(path === undefined && !offered ? [`    Get ${sourceOf(row)}, then: ${addWay(row)}`] : []),
  ];
}

/** All networks, those that are installed first. */
export async function listModels(): Promise<ListedModel[]> {
  const manifest = await loadManifest();
  const listed = manifest.models.map(async (row) => withSize({ row, path: await installedFile(row), isDefault: row.id === manifest.defaultModel }));
  const own = (await ownModels()).map(({ row }) => withSize({ row, path: join(modelsFolder(), `${row.id}.onnx`), isDefault: false }));
  const all = await Promise.all([...listed, ...own]);
  return all.sort((a, b) => Number(b.path !== undefined) - Number(a.path !== undefined));
}

/** A file counts with the second half that belongs to it. A network of the user's own whose file is gone is not installed. */
async function withSize({ row, path, isDefault }: Omit<ListedModel, 'bytes'>): Promise<ListedModel> {
  const file = row.files.find((one) => path !== undefined && pathOf(row, one) === path);
  const halves = path === undefined ? [] : [path, ...(file?.head ? [headPathOf(path, row, file)] : [])];
  const sizes = await Promise.all(halves.map((half) => stat(half).then(({ size }) => size, () => undefined)));
  if (sizes[0] === undefined) return { row, path: undefined, bytes: undefined, isDefault };
  return { row, path, bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0), isDefault };
}

export function addModelsCommand(program: Command): void {
  const models = program
    .command('models')
    .description('list the depth models: installed or not, size, licence, and when to choose each; fetch, add, verify or remove them')
    .option('--json', 'print events for programs, one JSON object a line')
    .action((options: { json?: boolean }) =>
      runCommand(options, async ({ console }) => {
        const all = await listModels();
        for (const line of all.flatMap(describeModel)) console.say(line);
        console.say('Any other network: --model FILE.onnx, or depthbeat models add FILE.onnx');
        return all.map(({ row, path, bytes, isDefault }) => ({ ...row, installedAt: path ?? null, installedBytes: bytes ?? null, isDefault }));
      }),
    );
  addFetch(models);
  addAdd(models);
  addVerify(models);
  addRemove(models);
}

interface FetchFlags {
  readonly acceptLicence?: boolean;
  readonly precision?: 'fp32' | 'fp16' | 'int8' | 'uint8' | 'q4f16';
  readonly json?: boolean;
}

const jsonFlag = ['--json', 'print events for programs, one JSON object a line'] as const;

function addFetch(models: Command): void {
  models
    .command('fetch <id>')
    .description('download a listed model; goes on where an earlier try stopped, and replaces a damaged file')
    .option('--accept-licence', 'you have read its licence and take it (in a terminal you are asked)')
    .option('--precision <fp32|fp16|int8|uint8|q4f16>', 'another form of the file, where there is one')
    .option(...jsonFlag)
    .action((id: string, flags: FetchFlags) =>
      runCommand(flags, async ({ console, signal }) => {
        const asked = flags.acceptLicence === true || flags.json === true || !process.stdin.isTTY ? undefined : (await loadManifest()).models.find((row) => row.id === id);
        if (asked && (await presentFile(asked, flags.precision)) === undefined && offeredFile(asked, flags.precision)) await askLicence(asked);
        const path = await fetchModel(id, { acceptLicence: asked !== undefined || (flags.acceptLicence ?? false), ...(flags.precision ? { precision: flags.precision } : {}) }, console.report, signal);
        console.say(`${id} is installed: ${path}`);
        return { id, path };
      }),
    );
}

function addAdd(models: Command): void {
  models
    .command('add <file>')
    .description('take an .onnx file of your own; it is asked for its shapes')
    .option('--as <id>', 'it is this model of the list')
    .option(...jsonFlag)
    .action((file: string, flags: { as?: string; json?: boolean }) =>
      runCommand(flags, async ({ console }) => {
        const row = await addModel(file, flags.as);
        const { input, output } = row;
        console.say(`Added as ${row.id}: fed ${input.nominal.join('×')} (${input.policy}), mean ${input.mean.join(' ')}, std ${input.std.join(' ')}; ${output.semantics}, near is ${output.near}.`);
        console.say(`Use it with --model ${row.id}`);
        return row;
      }),
    );
}

const stateWords = { whole: 'whole', damaged: 'DAMAGED', unlisted: 'loads; no hash is published' } as const;

function addVerify(models: Command): void {
  models
    .command('verify')
    .description('compare every installed model with its listed hash; exit code 1 when one is damaged')
    .option(...jsonFlag)
    .action(async (flags: { json?: boolean }) => {
      let isWhole = true;
      await runCommand(flags, async ({ console }) => {
        const results = await verifyModels();
        for (const { id, path, state, way } of results) console.say(`${id}: ${stateWords[state]}${way === undefined ? '' : ` (${path}). Put the right file in its place: ${way}`}`);
        isWhole = results.every(({ state }) => state !== 'damaged');
        return results;
      });
      if (process.exitCode === exitCodes.done && !isWhole) process.exitCode = exitCodes.failed;
    });
}

function addRemove(models: Command): void {
  models
    .command('remove <id>')
    .description('delete a fetched or added model, or the beginning of one whose download stopped')
    .option(...jsonFlag)
    .action((id: string, flags: { json?: boolean }) =>
      runCommand(flags, async ({ console }) => {
        await removeModel(id);
        console.say(`${id} is removed.`);
        return { id };
      }),
    );
}
