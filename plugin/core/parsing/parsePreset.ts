import type { Result } from '#contracts/failure';
import type { ParameterValue } from '#contracts/parameter';
import type { Preset } from '#contracts/preset';
import { fail } from '../failure/result.js';
import { colourParser } from './parseRecipe.js';
import { dictionary, number, oneOf, parseWith, record, text, type Parser } from './parser.js';
import { upgradeDocument, type UpgradeStep } from './upgradeDocument.js';

/** Version 1 is the first that was ever written; a change of the format adds its step here. */
const presetUpgrades: readonly UpgradeStep[] = [];

const valueParser: Parser<ParameterValue> = (value, place) => {
  if (typeof value === 'number') return number()(value, place);
  return typeof value === 'string' ? text(64)(value, place) : colourParser(value, place);
};

const presetParser: Parser<Preset> = record({
  schema: oneOf('depthbeat.preset'),
  version: oneOf(1),
  name: text(120),
  recipe: text(64),
  values: dictionary(valueParser, 64),
});

/**
 * A preset file from anywhere, of this or an older version. `preset.invalid` for text that is not JSON or a newer version,
 * `contract.invalid` for a wrong shape; the detail says where.
 */
export function parsePreset(json: string, documentName: string): Result<Preset> {
  let value: unknown;
  try {
    value = JSON.parse(json) as unknown;
  } catch (error) {
    return fail('preset.invalid', documentName, String(error));
  }
  const upgraded = upgradeDocument(value, presetUpgrades);
  return upgraded.ok ? parseWith(presetParser, upgraded.value, documentName) : fail('preset.invalid', documentName, upgraded.reason);
}
