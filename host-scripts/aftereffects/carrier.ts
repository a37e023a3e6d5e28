import type { PlainKey } from '../shared/mergeKeys.js';
import { printTag, readTag, type Tag } from './tags.js';

/**
 * Every slider we make carries an expression that is switched off: its comments say which slider it is and what the plan set. That
 * outlives renaming, re-ordering and copying, costs nothing, and is where a later plan reads what an editor changed since.
 */
var baseLine = /\/\/ base( [^\n]*)?/;

/** Six decimals: a microsecond, and far below what a slider shows. */
function short(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

/** Keys as text: `time=value`, a blank between. */
export function printPairs(keys: PlainKey[]): string {
  var pairs: string[] = [];
  for (var i = 0; i < keys.length; i++) pairs.push(short(keys[i].time) + '=' + short(keys[i].value));
  return pairs.join(' ');
}

export function readPairs(text: string): PlainKey[] {
  var keys: PlainKey[] = [];
  var pairs = text.split(' ');
  for (var i = 0; i < pairs.length; i++) {
    var halves = pairs[i].split('=');
    if (halves.length === 2) keys.push({ time: Number(halves[0]), value: Number(halves[1]) });
  }
  return keys;
}

/** Keys as they were set, or one pair at time 0 for a slider without keys. */
export function writeCarrier(slider: Property, tag: Tag, keys: PlainKey[]): void {
  slider.expression = '// ' + printTag(tag) + '\n// base ' + printPairs(keys) + '\nvalue;';
  slider.expressionEnabled = false;
}

/** What the plan set; null for a slider of somebody else or one that is computed. */
export function readCarrier(slider: Property): { tag: Tag; keys: PlainKey[] } | null {
  var tag = readTag(slider.expression);
  var line = tag ? baseLine.exec(slider.expression) : null;
  if (!tag || !line) return null;
  return { tag: tag, keys: readPairs(line[1] || '') };
}

export function keysOf(slider: Property): PlainKey[] {
  var keys: PlainKey[] = [];
  for (var i = 1; i <= slider.numKeys; i++) keys.push({ time: slider.keyTime(i), value: slider.keyValue(i) as unknown as number });
  return keys;
}

/** What a slider stands at now, in the form of its carrier. */
export function stateOf(slider: Property): PlainKey[] {
  return slider.numKeys > 0 ? keysOf(slider) : [{ time: 0, value: slider.valueAtTime(0, true) as unknown as number }];
}
