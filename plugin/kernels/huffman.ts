/**
 * Huffman codes of limited length (Huffman 1952; lengths in place after Moffat and Katajainen 1995). Symbols that do not occur get length 0.
 */

/** Symbols of the largest alphabet. */
const MOST = 288;
/** Occurring symbols in order of frequency: frequency << 9 | symbol; and the working array of the lengths. */
const sorted = memory.data(MOST * 8);
const tree = memory.data(MOST * 4);
/** Number of codes of each length. */
const counts = memory.data(64 * 4);

/** Finds the length of each symbol's code: `frequencies` and `lengths` are uint32, `count`. At least two symbols must occur. */
export function codeLengths(frequencies: usize, lengths: usize, count: i32, longest: i32): void {
  const used = sortByFrequency(frequencies, lengths, count);
  growTree(used);
  countLengths(used, longest);
  keepWithin(longest);
  let at = used - 1;
  for (let length = 1; length <= longest; length++) {
    for (let n = load<u32>(counts + (length << 2)); n > 0; n--, at--) store<u32>(lengths + (symbolAt(at) << 2), length);
  }
}

/** First code of each length that is not given yet. */
const firstCodes = memory.data(16 * 4);

/** Canonical codes of the lengths (RFC 1951, 3.2.2), their bits turned round as they are sent: code << 4 | length. */
export function canonicalCodes(lengths: usize, codes: usize, count: i32): void {
  memory.fill(firstCodes, 0, 16 * 4);
  for (let i = 0; i < count; i++) addTo(firstCodes, load<u32>(lengths + (i << 2)), 1);
  // From how many there are of each length to the first of them.
  let first: u32 = 0;
  for (let length: u32 = 1; length <= 15; length++) {
    const many = load<u32>(firstCodes + (length << 2));
    store<u32>(firstCodes + (length << 2), first);
    first = (first + many) << 1;
  }
  for (let i = 0; i < count; i++) {
    const length = load<u32>(lengths + (i << 2));
    if (length === 0) continue;
    store<u32>(codes + (i << 2), (turned(load<u32>(firstCodes + (length << 2)), length) << 4) | length);
    addTo(firstCodes, length, 1);
  }
}

function turned(code: u32, length: u32): u32 {
  let out: u32 = 0;
  for (let i: u32 = 0; i < length; i++) out |= ((code >> i) & 1) << (length - 1 - i);
  return out;
}

function symbolAt(at: i32): i32 {
  return i32(load<u64>(sorted + (at << 3)) & 511);
}

/** Shell's sort: a few hundred symbols. */
function sortByFrequency(frequencies: usize, lengths: usize, count: i32): i32 {
  let used = 0;
  for (let i = 0; i < count; i++) {
    store<u32>(lengths + (i << 2), 0);
    const frequency = load<u32>(frequencies + (i << 2));
    if (frequency > 0) store<u64>(sorted + (used++ << 3), (u64(frequency) << 9) | i);
  }
  for (let gap = used >> 1; gap > 0; gap >>= 1) {
    for (let i = gap; i < used; i++) {
      const moved = load<u64>(sorted + (i << 3));
      let j = i;
      for (; j >= gap && load<u64>(sorted + ((j - gap) << 3)) > moved; j -= gap) store<u64>(sorted + (j << 3), load<u64>(sorted + ((j - gap) << 3)));
      store<u64>(sorted + (j << 3), moved);
    }
  }
  return used;
}

function node(at: i32): u32 {
  return load<u32>(tree + (at << 2));
}

function setNode(at: i32, value: u32): void {
  store<u32>(tree + (at << 2), value);
}

/** From frequencies in rising order to the depth of each leaf, in one array: weights, then parents, then depths. */
function growTree(used: i32): void {
  for (let i = 0; i < used; i++) setNode(i, u32(load<u64>(sorted + (i << 3)) >> 9));
  let leaf = 0;
  let root = 0;
  for (let next = 0; next < used - 1; next++) {
    let weight: u32 = 0;
    for (let half = 0; half < 2; half++) {
      if (leaf >= used || (root < next && node(root) < node(leaf))) {
        weight += node(root);
        setNode(root++, next);
      } else weight += node(leaf++);
    }
    setNode(next, weight);
  }
  setNode(used - 2, 0);
  for (let next = used - 3; next >= 0; next--) setNode(next, node(node(next)) + 1);
  placeLeaves(used);
}

/** What is left of a level's places by inner nodes are leaves. */
function placeLeaves(used: i32): void {
  let places = 1;
  let depth: u32 = 0;
  let root = used - 2;
  let next = used - 1;
  while (places > 0) {
    let inner = 0;
    for (; root >= 0 && node(root) === depth; root--) inner++;
    for (; places > inner; places--) setNode(next--, depth);
    places = 2 * inner;
    depth++;
  }
}

function countLengths(used: i32, longest: i32): void {
  for (let i = 0; i <= 63; i++) store<u32>(counts + (i << 2), 0);
  for (let i = 0; i < used; i++) addTo(counts, min(node(i), longest), 1);
}

/** Codes that were cut to the longest length take more room than there is: a shorter one is made longer until all fit (Kraft's sum is 1). */
function keepWithin(longest: i32): void {
  let room: i32 = 1 << longest;
  for (let length = 1; length <= longest; length++) room -= load<u32>(counts + (length << 2)) << (longest - length);
  for (; room < 0; room++) {
    let length = longest - 1;
    while (load<u32>(counts + (length << 2)) === 0) length--;
    addTo(counts, length, -1);
    addTo(counts, length + 1, 2);
    addTo(counts, longest, -1);
  }
}

function addTo(table: usize, place: u32, by: i32): void {
  const at = table + (place << 2);
  store<i32>(at, load<i32>(at) + by);
}
