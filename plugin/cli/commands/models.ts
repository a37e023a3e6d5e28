import type { Command } from 'commander';
import type { ModelRow } from '#contracts/modelManifest';
import { installedFile, loadManifest } from '#helper/models/modelStore';
import { runCommand } from '../runCommand.js';

interface ListedModel {
  readonly row: ModelRow;
  readonly path: string | undefined;
  readonly isDefault: boolean;
}

const commercialWords = { yes: 'commercial use: yes', no: 'NOT for commercial use', ask: 'commercial use: ask a lawyer first' } as const;

function sizeOf(row: ModelRow): string {
  const bytes = row.files[0]?.bytes;
  return bytes === undefined ? 'size unknown' : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

function describeModel({ row, path, isDefault }: ListedModel): string[] {
  const state = path === undefined ? 'not installed' : 'installed';
  return [
    `${row.id}${isDefault ? ' (default)' : ''}: ${row.title}; ${state}, ${sizeOf(row)}, ${row.licence.id}, ${commercialWords[row.licence.commercial]}`,
    `    ${row.advice}`,
  ];
}

export async function listModels(): Promise<ListedModel[]> {
  const manifest = await loadManifest();
  return Promise.all(manifest.models.map(async (row) => ({ row, path: await installedFile(row), isDefault: row.id === manifest.defaultModel })));
}

export function addModelsCommand(program: Command): void {
  program
    .command('models')
    .description('list the depth models: installed or not, size, licence, and when to choose each')
    .option('--json', 'print events for programs, one JSON object a line')
    .action((options: { json?: boolean }) =>
      runCommand(options, async ({ console }) => {
        const models = await listModels();
        for (const line of models.flatMap(describeModel)) console.say(line);
        console.say('Any other network: --model FILE.onnx');
        return models.map(({ row, path, isDefault }) => ({ ...row, installedAt: path ?? null, isDefault }));
      }),
    );
}
