/** Turns a document of one version into one of the next. */
export type UpgradeStep = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

export type Upgraded = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function versionOf(value: unknown): number | undefined {
  const version = typeof value === 'object' && value !== null ? (value as { readonly version?: unknown }).version : undefined;
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : undefined;
}

/**
 * Brings a stored document to the current version. `steps[i]` upgrades version i + 1, so the current version is
 * `steps.length + 1`; versions are counted by the steps, not by what a step writes. A newer document is refused.
 */
export function upgradeDocument(value: unknown, steps: readonly UpgradeStep[]): Upgraded {
  const version = versionOf(value);
  const current = steps.length + 1;
  if (version === undefined) return { ok: false, reason: 'it says no version' };
  if (version > current) return { ok: false, reason: `it is of version ${version}, and this Depthbeat knows versions up to ${current}` };
  let document = value as Record<string, unknown>;
  for (let step = version - 1; step < steps.length; step++) document = { ...steps[step](document), version: step + 2 };
  return { ok: true, value: document };
}
