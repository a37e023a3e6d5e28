import { join } from 'node:path';
import envPaths from 'env-paths';
import type { ModelFile, ModelRow } from '#contracts/modelManifest';

/** Where fetched and added networks are kept: `DEPTHBEAT_MODELS`, else the user's data folder of this system. */
export function modelsFolder(): string {
  return process.env['DEPTHBEAT_MODELS'] ?? join(envPaths('depthbeat', { suffix: '' }).data, 'models');
}

/** Name of a listed network's file in that folder. */
export function fileNameOf(row: ModelRow, file: ModelFile): string {
  return `${row.id}.${file.precision}.onnx`;
}

/** Name of the second half of a network in two files. */
export function headNameOf(row: ModelRow, file: ModelFile): string {
  return `${row.id}.${file.precision}.head.onnx`;
}
