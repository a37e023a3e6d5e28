import { fuseNetwork } from './graph/fuseNetwork.js';
import { NetworkBytes } from './graph/networkBytes.js';
import { readOutline, readSkeleton } from './graph/networkFile.js';
import { pinInput, portsOf } from './graph/networkPorts.js';
import { openOnnxModel, type NetworkPorts, type OnnxModel, type OnnxOptions } from './onnxModel.js';

/** What a network's file says of it, its weights left in the file. */
export interface ReadNetwork {
  readonly network: NetworkBytes;
  /** Folder of the files that its weights are in. */
  readonly weightsFolder: string;
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
export const readNetwork = (path: string, provider: string): ReadNetwork | undefined =>
  whereReadable(() => {
    const { bytes, weightsFolder } = readSkeleton(path);
    const network = new NetworkBytes(bytes);
    return { network, weightsFolder, ports: portsOf(network), isFused: provider === 'cpu' && fuseNetwork(network) };
  });

/** What a network's file says of itself, without loading it; nothing where it does not say all, or cannot be read. */
export const readPorts = (path: string): NetworkPorts | undefined => whereReadable(() => portsOf(new NetworkBytes(readOutline(path))));

function whereReadable<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError || isOfSystem(error)) return undefined;
    throw error;
  }
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/**
 * Loads a network, made quicker where that is possible and exactly as its file has it where the runtime does not take what was made. `read`: its file where it is in
 * memory already; it is used up. Fails as `openOnnxModel` does.
 */
export async function openNetwork(path: string, options: OnnxOptions, { pin, read }: { readonly pin?: PinnedInput | undefined; readonly read?: ReadNetwork | undefined } = {}): Promise<OnnxModel> {
  const found = read ?? (pin || options.provider === 'cpu' ? readNetwork(path, options.provider) : undefined);
  const isPinned = pin !== undefined && found !== undefined && pinInput(found.network, pin.name, pin.dims);
  const isChanged = isPinned || found?.isFused === true;
  const made = isChanged ? await openOnnxModel(found!.network.bytes, { ...options, weightsFolder: found!.weightsFolder }).catch(() => undefined) : undefined;
  return made ?? openOnnxModel(path, options);
}
