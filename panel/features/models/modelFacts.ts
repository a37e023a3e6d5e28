import type { ListedModel } from '#contracts/helperProtocol';
import { strings } from '../../strings.js';

/** Size of the file that would be fetched, in words; empty when it is not known. */
export function sizeOf({ row }: ListedModel): string {
  const { bytes, megabytes } = row.files.find(({ confirmed }) => confirmed) ?? row.files[0] ?? {};
  if (bytes !== undefined) return strings.models.megabytes(bytes / 1_000_000);
  return megabytes === undefined ? '' : strings.models.about(strings.models.megabytes(megabytes));
}

export const canFetch = ({ row }: ListedModel): boolean => row.files.some(({ url, confirmed }) => url !== undefined && confirmed);
