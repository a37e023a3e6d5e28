import type { ListedModel } from '#contracts/helperProtocol';
import { strings } from '../../strings.js';

/** Size of the file that would be fetched, in words; empty when it is not known. */
export function sizeOf({ row }: ListedModel): string {
  const { bytes, megabytes } = row.files.find(({ confirmed }) => confirmed) ?? row.files[0] ?? {};
  if (bytes !== undefined) return strings.models.megabytes(bytes / 1_000_000);
  return megabytes === undefined ? '' : strings.models.about(strings.models.megabytes(megabytes));
}

export const canFetch = ({ row }: ListedModel): boolean => row.files.some(({ url, confirmed }) => url !== undefined && confirmed);

/** Where the file of a network without a confirmed download is said to be: both halves of one in two files, nothing where no address is known. */
export function addressesOf({ row }: ListedModel): string[] {
  const file = row.files.find(({ url }) => url !== undefined);
  return [file?.url, file?.head?.url].filter((url): url is string => url !== undefined);
}
