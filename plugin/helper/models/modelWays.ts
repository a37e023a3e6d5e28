import type { ModelFile, ModelRow } from '#contracts/modelManifest';

/** The command that takes a listed network's file from wherever a user got it. */
export const addWay = ({ id }: Pick<ModelRow, 'id'>): string => `depthbeat models add FILE.onnx --as ${id}`;

/** How a damaged file of a listed network is replaced. */
export function replaceWay(row: ModelRow, file: ModelFile): string {
  if (file.path !== undefined) return 'install Depthbeat again';
  return file.confirmed ? `depthbeat models fetch ${row.id} --precision ${file.precision}` : addWay(row);
}

/** How a damaged network of the user's own is replaced: its id comes from the file's name, so adding it again finds it. */
export const replaceOwnWay = (id: string): string => `depthbeat models add ${id}.onnx, from where it came`;

/** What a user has to get to have a listed network without a confirmed download: addresses, where there are any. */
export function sourceOf({ files }: ModelRow): string {
  const file = files.find(({ url }) => url !== undefined);
  return [file?.url, file?.head?.url].filter((url) => url !== undefined).join(' and ') || 'the file';
}
