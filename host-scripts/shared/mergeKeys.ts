/** A key by what matters to a merge; whatever else it carries goes where it goes. */
export interface PlainKey {
  time: number;
  value: number;
}

export interface MergedKeys {
  keys: PlainKey[];
  /** How many keys are as an editor wants them: changed, added or taken away. */
  kept: number;
  /** Times at which the editor and the new plan both changed something; the editor's version stands. */
  conflicts: number[];
}

/** Index of the key nearest to a time and at most `within` away, -1 when there is none. Keys rise in time. */
function nearestIndex(keys: PlainKey[], time: number, within: number): number {
  var low = 0;
  var high = keys.length;
  while (low < high) {
    var middle = Math.floor((low + high) / 2);
    if (keys[middle].time < time) low = middle + 1;
    else high = middle;
  }
  var best = low;
  if (low > 0 && (low === keys.length || time - keys[low - 1].time <= keys[low].time - time)) best = low - 1;
  return best < keys.length && Math.abs(keys[best].time - time) <= within ? best : -1;
}

function sameValue(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.00001 * Math.max(1, Math.abs(a));
}

/** Whether the new plan wants another time or value than the last one. */
function changedByPlan(base: PlainKey, next: PlainKey, frame: number): boolean {
  return Math.abs(next.time - base.time) > frame / 4 || !sameValue(next.value, base.value);
}

/** One key of the last plan: untouched it follows the new plan, changed it keeps the editor's value, taken away it stays away. */
function settle(base: PlainKey, now: PlainKey | null, next: PlainKey | null, frame: number, merged: MergedKeys): void {
  if (now && sameValue(now.value, base.value)) {
    if (next) merged.keys.push(next);
    return;
  }
  merged.kept++;
  if (next && changedByPlan(base, next, frame)) merged.conflicts.push(now ? now.time : base.time);
  if (now && next) now.time = next.time;
  if (now) merged.keys.push(now);
}

/** The editor's own keys come last, so that they replace a key of the plan on the same frame. */
function joinKeys(plan: PlainKey[], own: PlainKey[], frame: number): PlainKey[] {
  plan.sort(function (a, b) {
    return a.time - b.time;
  });
  var joined: PlainKey[] = [];
  var i = 0;
  for (var j = 0; j <= own.length; j++) {
    var until = j < own.length ? own[j].time : Infinity;
    for (; i < plan.length && plan[i].time < until + frame / 4; i++) joined.push(plan[i]);
    if (j === own.length) break;
    while (joined.length > 0 && until - joined[joined.length - 1].time < frame / 4) joined.pop();
    joined.push(own[j]);
  }
  return joined;
}

/**
 * Three-way merge of keys: what an editor left alone follows the new plan; what was moved, changed, deleted or added stays.
 * `base`: as the last plan set them; `now`: as they lie; `next`: as the new plan would set them. All rise in time; `frame` in seconds.
 * Equally many keys before and after are the same events in order (another tempo, another offset); otherwise an event is the one
 * nearest in time, one and a half frames away at most. A moved key is one taken away and one added. O(n log n).
 */
export function mergeKeys(base: PlainKey[], now: PlainKey[], next: PlainKey[], frame: number): MergedKeys {
  var merged: MergedKeys = { keys: [], kept: 0, conflicts: [] };
  var nowTaken: { [index: number]: boolean } = {};
  var nextTaken: { [index: number]: boolean } = {};
  for (var i = 0; i < base.length; i++) {
    var here = nearestIndex(now, base[i].time, frame / 4);
    var there = base.length === next.length ? i : nearestIndex(next, base[i].time, frame * 1.5);
    nowTaken[here] = true;
    nextTaken[there] = true;
    // Moved to where the new plan wants it (a grid that was read back): both agree.
    if (here < 0 && there >= 0 && nearestIndex(now, next[there].time, frame / 4) >= 0) continue;
    settle(base[i], here < 0 ? null : now[here], there < 0 ? null : next[there], frame, merged);
  }
  for (var n = 0; n < next.length; n++) if (!nextTaken[n]) merged.keys.push(next[n]);
  var own: PlainKey[] = [];
  for (var m = 0; m < now.length; m++) if (!nowTaken[m]) own.push(now[m]);
  merged.kept += own.length;
  merged.keys = joinKeys(merged.keys, own, frame);
  return merged;
}
