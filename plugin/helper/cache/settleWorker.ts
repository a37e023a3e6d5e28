import { parentPort } from 'node:worker_threads';
import { blockLength } from '#core/depth/settle';
import { failureError } from '#core/failure/result';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import { SpareMemory } from '../workers/spareMemory.js';
import { answerCalls, type Handed } from '../workers/workerCalls.js';
import { MapStore } from './mapStore.js';
import { SettledMaps, type OwnedMap, type SettledMap } from './settledMaps.js';

/**
 * First call: the store, and the frame of its first record. `shots`: those whose frames are asked for from now on. `read`: the next frame, in
 * order; `used` is memory of maps that were given out before.
 */
export type SettleCall =
  | { readonly kind: 'open'; readonly path: string; readonly size: Size; readonly first: FrameIndex }
  | { readonly kind: 'shots'; readonly shots: readonly FrameRange[] }
  | { readonly kind: 'foresee'; readonly index: FrameIndex }
  | { readonly kind: 'read'; readonly index: FrameIndex; readonly used: readonly ArrayBuffer[] };

/** `milliseconds`: processor time spent on settling since the reply before. */
export type SettleReply = { readonly kind: 'done' } | { readonly kind: 'map'; readonly map: SettledMap & { readonly depth: OwnedMap }; readonly milliseconds: number };

const spare = new SpareMemory();
let maps: SettledMaps | undefined;

async function handle(call: SettleCall): Promise<Handed<SettleReply>> {
  if (call.kind === 'open') {
    const store = await MapStore.openToRead(call.path, call.size);
    maps = new SettledMaps((index) => store.readMap(index - call.first, spare), spare, blockLength(call.size));
    return { reply: { kind: 'done' } };
  }
  if (!maps) throw failureError('internal.bug', 'the settling worker was called before it had a store');
  if (call.kind === 'read') return readMap(maps, call);
  if (call.kind === 'shots') maps.shots = call.shots;
  else await maps.foresee(call.index);
  return { reply: { kind: 'done' } };
}

async function readMap(from: SettledMaps, { index, used }: Extract<SettleCall, { kind: 'read' }>): Promise<Handed<SettleReply>> {
  for (const buffer of used) spare.give(buffer);
  const { depth, ...rest } = await from.read(index);
  // Of a fade from black one map is asked for many times.
  const codes = new Uint16Array(spare.take(depth.codes.byteLength));
  codes.set(depth.codes);
  return { reply: { kind: 'map', map: { ...rest, depth: { ...depth, codes } }, milliseconds: from.takeTime() }, transfer: [codes.buffer] };
}

/** A store takes a moment to open: what is asked of it meanwhile waits. */
let opened: Promise<unknown> = Promise.resolve();

function afterOpening(call: SettleCall): Promise<Handed<SettleReply>> {
  const reply = opened.then(() => handle(call));
  if (call.kind === 'open') opened = reply.catch(() => undefined);
  return reply;
}

if (parentPort) answerCalls(parentPort, afterOpening);
