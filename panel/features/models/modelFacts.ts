import type { ListedModel } from '#contracts/helperProtocol';
import { strings } from '../../strings.js';

/** Size of the file that would be fetched, in words; empty when it is not known. */
export function sizeOf({ row }: ListedModel): string {
  const bytes = row.files.find(({ confirmed, bytes: known }) => confirmed && known !== undefined)?.bytes ?? row.files[0]?.bytes;
  return bytes === undefined ? '' : strings.models.megabytes(bytes / 1_000_000);
}

export const canFetch = ({ row }: ListedModel): boolean => row.files.some(({ url, confirmed }) => url !== undefined && confirmed);
