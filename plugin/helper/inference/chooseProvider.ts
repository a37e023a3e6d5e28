import type { Report } from '#contracts/progress';
import { resolveModel, type FileLoading, type InstalledModel } from '../models/modelStore.js';
import { candidateProviders, preferredPrecisions, tryProvider } from './executionProviders.js';
import { keepVerdict, recallVerdicts, type Verdict } from './providerMemory.js';

/** A network file and the provider that runs it. */
export interface ChosenProvider {
  readonly provider: string;
  readonly model: InstalledModel;
}

/** Parts that a test replaces where this machine has nothing to try. */
export interface ProviderTrials {
  readonly candidates: () => readonly string[];
  readonly attempt: (provider: string, modelPath: string) => Promise<Verdict>;
  /** Begins to load what the processor is to run, as soon as its file is known. */
  readonly load?: FileLoading;
}

export const realTrials: ProviderTrials = { candidates: candidateProviders, attempt: tryProvider };

/**
 * The best provider that gives the processor's results for this network, with the form of the file that suits it. Each pair of provider and
 * file is tried once and remembered; a candidate that fails is named aloud when it is found out. `forced` (or DEPTHBEAT_PROVIDER) is taken
 * unseen. Throws `model.*`.
 */
export async function chooseProvider(wanted: string | undefined, forced: string | undefined, report: Report, trials = realTrials): Promise<ChosenProvider> {
  const given = forced ?? process.env['DEPTHBEAT_PROVIDER'];
  const resolved = (provider: string): Promise<InstalledModel> => resolveModel(wanted, preferredPrecisions(provider), provider === 'cpu' ? trials.load : undefined);
  if (given !== undefined && given !== '') return { provider: given, model: await resolved(given) };
  for (const provider of trials.candidates()) {
    // Reading a large network takes a second.
    if (provider !== 'cpu' && (await recallVerdicts())[noDeviceKey(provider)]?.works === false) continue;
    const model = await resolved(provider);
    if (provider === 'cpu' || (await works(provider, model, report, trials))) return { provider, model };
  }
  return { provider: 'cpu', model: await resolved('cpu') };
}

async function works(provider: string, model: InstalledModel, report: Report, { attempt }: ProviderTrials): Promise<boolean> {
  const key = `${provider} ${model.sha256}`;
  const before = (await recallVerdicts())[key];
  if (before) return before.works;
  const found = await attempt(provider, model.path);
  await keepVerdict(isAboutDevice(found) ? noDeviceKey(provider) : key, found);
  if (!found.works) report({ event: 'note', message: `${provider} does not work here and is not used; depthbeat doctor, or Check in the panel's Models view, tells why.` });
  return found.works;
}

/** A machine without the device fails with every network alike: one trial is enough for all. */
const noDeviceKey = (provider: string): string => `${provider} *`;
const isAboutDevice = ({ works, reason = '' }: Verdict): boolean => !works && /adapter|no device|not find|failed to load|no (suitable|available)/i.test(reason);
