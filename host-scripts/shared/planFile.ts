import type { HostPlan } from '#contracts/hostPlan';
import { hostFailure } from './hostFailure.js';
import { readJson } from './json.js';

export function readTextFile(path: string): string {
  var file = new File(path);
  file.encoding = 'UTF-8';
  if (!file.open('r')) throw hostFailure('contract.invalid', 'The plan file ' + path + ' could not be opened.');
  var text = file.read();
  file.close();
  return text;
}

/** The panel checks a plan fully before it writes it; here only its kind and version are checked. */
export function readPlan(text: string): HostPlan {
  var plan = readJson(text) as HostPlan;
  if (!plan || plan.schema !== 'depthbeat.hostPlan' || plan.version !== 1) {
    throw hostFailure('contract.invalid', 'The plan was made by another version of Depthbeat.');
  }
  return plan;
}
