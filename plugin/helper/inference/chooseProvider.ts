import { failureError } from '#core/failure/result';
import type { Report } from '#contracts/progress';
import { resolveModel, type FileLoading, type InstalledModel } from '../models/modelStore.js';
import { candidateProviders, knownProviders, preferredPrecisions, tryProvider } from './executionProviders.js';
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
 * file is tried once and remembered; a candidate that fails is named aloud when it is found out. `forced` (or DEPTHBEAT_PROVIDER) is taken though
 * its results differ, which is said. Throws `usage.invalid`, `inference.providerUnavailable`, `model.*`.
 */
export async function chooseProvider(wanted: string | undefined, forced: string | undefined, report: Report, trials = realTrials): Promise<ChosenProvider> {
  const given = forced ?? process.env['DEPTHBEAT_PROVIDER'];
  const resolved = (provider: string): Promise<InstalledModel> => resolveModel(wanted, preferredPrecisions(provider), provider === 'cpu' ? trials.load : undefined);
  if (given !== undefined && given !== '') return force(given.toLowerCase(), resolved, report, trials);
  for (const provider of trials.candidates()) {
    // Reading a large network takes a second.
    if (provider !== 'cpu' && (await recallVerdicts())[noDeviceKey(provider)]?.works === false) continue;
    const model = await resolved(provider);
    if (provider === 'cpu') return { provider, model };
    const { works, isNew } = await verdictOn(provider, model, trials);
    if (works) return { provider, model };
    if (isNew) report({ event: 'note', message: `${provider} does not work here and is not used; depthbeat doctor, or Check in the panel's Models view, tells why.` });
  }
  return { provider: 'cpu', model: await resolved('cpu') };
}

async function force(provider: string, resolved: (provider: string) => Promise<InstalledModel>, report: Report, trials: ProviderTrials): Promise<ChosenProvider> {
  if (!knownProviders.includes(provider)) throw failureError('usage.invalid', `There is no provider ${provider}: it is one of ${knownProviders.join(', ')}`);
  const model = await resolved(provider);
  if (provider === 'cpu') return { provider, model };
  const verdict = await verdictOn(provider, model, trials);
  if (isAboutDevice(verdict)) throw failureError('inference.providerUnavailable', provider, verdict.reason);
  if (!verdict.works) report({ event: 'note', message: `${provider} is used since it was asked for, though it is not known to be right here: ${verdict.reason ?? 'its trial failed'}.` });
  return { provider, model };
}

async function verdictOn(provider: string, model: InstalledModel, { attempt }: ProviderTrials): Promise<Verdict & { readonly isNew: boolean }> {
  const key = `${provider} ${model.sha256}`;
  const before = (await recallVerdicts())[key];
  if (before) return { ...before, isNew: false };
  const found = await attempt(provider, model.path);
  await keepVerdict(isAboutDevice(found) ? noDeviceKey(provider) : key, found);
  return { ...found, isNew: true };
}

/** A machine without the device fails with every network alike: one trial is enough for all. */
const noDeviceKey = (provider: string): string => `${provider} *`;
const isAboutDevice = ({ works, reason = '' }: Verdict): boolean => !works && /adapter|no device|not find|failed to load|no (suitable|available)/i.test(reason);
