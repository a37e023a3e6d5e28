import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fuseNetwork } from './graph/fuseNetwork.js';
import { NetworkBytes } from './graph/networkBytes.js';
import { pinInput, portsOf } from './graph/networkPorts.js';
import { openOnnxModel, type NetworkPorts, type OnnxModel, type OnnxOptions } from './onnxModel.js';

/** Largest file that is read into memory to be changed, bytes: what the format can hold in one file. */
const MOST_READ = 2 ** 31 - 1;

/** A network's file in memory. */
export interface ReadNetwork {
  readonly network: NetworkBytes;
  /** What it says of itself, where it says all. */
  readonly ports: NetworkPorts | undefined;
  /** The runtime's own operators were put in. */
  readonly isFused: boolean;
}

/** Shape that an input is always fed. */
export interface PinnedInput {
  readonly name: string;
  readonly dims: readonly number[];
}

/**
 * Reads a network's file and makes it quicker for a provider: attention as one operator for the processor (`fuseNetwork`). Nothing for bytes that cannot be read as a network; what is wrong
 * with them is said by the runtime.
 */
export async function readNetwork(path: string, provider: string): Promise<ReadNetwork | undefined> {
  const bytes = await readWhole(path).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    return { network: bytes, ports: portsOf(bytes), isFused: provider === 'cpu' && fuseNetwork(bytes) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function readWhole(path: string): Promise<NetworkBytes | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > MOST_READ) return undefined;
    const room = NetworkBytes.roomFor(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(room, length, size - length, length);
      if (bytesRead === 0) return undefined;
      length += bytesRead;
    }
    return new NetworkBytes(room, size);
  } finally {
    await file.close();
  }
}

/**
 * Loads a network, made quicker where that is possible and exactly as its file has it where the runtime does not take what was made. `read`: its file where it is in
 * memory already; it is used up. Fails as `openOnnxModel` does.
 */
export async function openNetwork(path: string, options: OnnxOptions, { pin, read }: { readonly pin?: PinnedInput | undefined; readonly read?: ReadNetwork | undefined } = {}): Promise<OnnxModel> {
  const found = read ?? (pin || options.provider === 'cpu' ? await readNetwork(path, options.provider) : undefined);
  const isPinned = pin !== undefined && found !== undefined && pinInput(found.network, pin.name, pin.dims);
  const isChanged = isPinned || found?.isFused === true;
  const made = isChanged ? await openOnnxModel(found!.network.bytes, { ...options, weightsFolder: dirname(path) }).catch(() => undefined) : undefined;
  return made ?? openOnnxModel(path, options);
}
