import type { HostGridReading } from '#contracts/hostProtocol';
import type { Seconds } from '#contracts/units';

type ReadKey = HostGridReading['keys'][number];

export interface KeyEdits {
  readonly moved: readonly { readonly from: Seconds; readonly key: ReadKey }[];
  readonly added: readonly ReadKey[];
}

/** Hosts keep key times to a microsecond or so; a frame lasts at least eight milliseconds. */
const sameTime: Seconds = 0.002;

/**
 * What an editor did to keys that were set at `set` and now lie at `keys`; both rise. Between two keys that were left alone, equally many
 * that are gone and that are new were moved, in their order; otherwise new ones were added and gone ones deleted.
 */
export function keyEdits(set: readonly Seconds[], keys: readonly ReadKey[]): KeyEdits {
  const isSet = (time: Seconds): boolean => set.some((other) => Math.abs(other - time) <= sameTime);
  const stays = (time: Seconds): boolean => keys.some((key) => Math.abs(key.time - time) <= sameTime);
  const borders = [-Infinity, ...set.filter(stays), Infinity];
  const [gone, fresh] = [set.filter((time) => !stays(time)), keys.filter(({ time }) => !isSet(time))];
  const moved: { from: Seconds; key: ReadKey }[] = [];
  const added: ReadKey[] = [];
  borders.slice(1).forEach((end, index) => {
    const inside = (time: Seconds): boolean => time > borders[index]! && time < end;
    const [here, now] = [gone.filter(inside), fresh.filter(({ time }) => inside(time))];
    if (here.length === now.length) moved.push(...now.map((key, place) => ({ from: here[place]!, key })));
    else added.push(...now);
  });
  return { moved, added };
}
