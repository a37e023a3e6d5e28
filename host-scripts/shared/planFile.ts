import type { HostPlan, HostPlanBatch } from '#contracts/hostPlan';
import { describeError, hostFailure } from './hostFailure.js';
import { readJson } from './json.js';
import { batchShape, planShape } from './planShape.js';
import type { Shape } from './shape.js';

export function readTextFile(path: string): string {
  var file = new File(path);
  file.encoding = 'UTF-8';
  if (!file.open('r')) throw hostFailure('contract.invalid', 'The plan file ' + path + ' could not be opened.');
  var text = file.read();
  file.close();
  return text;
}

/** Reads a document of that shape; whatever else the text is, it is refused as one, before anything is changed. */
function readDocument(text: string, shape: Shape): unknown {
  try {
    var document = readJson(text);
    shape(document, '');
    return document;
  } catch (thrown) {
    throw hostFailure('contract.invalid', 'The plan is damaged or was made by another version of Depthbeat: ' + describeError(thrown).message + '.');
  }
}

export function readPlan(text: string): HostPlan {
  return readDocument(text, planShape) as HostPlan;
}

export function readPlanBatch(text: string): HostPlanBatch {
  return readDocument(text, batchShape) as HostPlanBatch;
}
