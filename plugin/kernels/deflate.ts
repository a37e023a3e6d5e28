/**
 * Deflate (RFC 1951) by run lengths and Huffman codes alone, in a zlib stream (RFC 1950): all that differences of smooth rows can use, at a
 * third of zlib's time for the same. Every block has its own codes.
 */
import { adler32 } from './adler32';
import { canonicalCodes, codeLengths } from './huffman';

/** Tokens of a block: a literal byte, or 256 + length of a repetition of the byte before. */
const BLOCK = 32768;
const tokens = memory.data(BLOCK * 2 + 16);

const LITERALS = 286;
const END = 256;
/** So that four codes and seven bits before them fit into 64 bits; 15 would be allowed. */
const LONGEST_CODE = 13;
/** Repetitions. */
const SHORTEST = 3;
const LONGEST = 258;
const TABLES = 4;
const frequencies = memory.data(TABLES * LITERALS * 4);
const lengths = memory.data(LITERALS * 4);
const codes = memory.data(LITERALS * 4);
const metaFrequencies = memory.data(19 * 4);
const metaLengths = memory.data(19 * 4);
const metaCodes = memory.data(19 * 4);
/** Order in which the lengths of the lengths' codes are sent. */
const META_ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
/** Of each repetition 0 to 258: symbol | extra bits << 9 | their value << 12. */
const repetitions = memory.data((LONGEST + 1) * 4);
let isReady = false;

let out: usize = 0;
let held: u64 = 0;
let heldBits: u64 = 0;

/** Most bytes that `deflate` may write. */
export function deflateBound(length: i32): i32 {
  return length + length / 8 + (length / BLOCK + 2) * 256 + 16;
}

/** Writes the zlib stream of `length` bytes to `to`, and gives its length. */
export function deflate(from: usize, length: i32, to: usize): i32 {
  if (!isReady) listRepetitions();
  store<u16>(to, 0x0178);
  out = to + 2;
  held = 0;
  heldBits = 0;
  let at = from;
  do at = deflateBlock(from, at, from + length);
  while (at < from + length);
  send(0, (8 - heldBits) & 7);
  store<u32>(out, bswap(adler32(from, length)));
  return i32(out + 4 - to);
}

function deflateBlock(start: usize, from: usize, end: usize): usize {
  memory.fill(frequencies, 0, TABLES * LITERALS * 4);
  let count = 0;
  let at = from;
  while (at < end && count < BLOCK) {
    if (at > start && at + 16 < end && count + 6 < BLOCK && !repeatsWithin6(at)) {
      // Six literals at once; what is stored beyond them is overwritten by the next tokens.
      v128.store(tokens + (count << 1), i16x8.extend_low_i8x16_u(v128.load64_zero(at)));
      countSymbol(frequencies, load<u8>(at));
      countSymbol(frequencies + LITERALS * 4, load<u8>(at, 1));
      countSymbol(frequencies + 2 * LITERALS * 4, load<u8>(at, 2));
      countSymbol(frequencies + 3 * LITERALS * 4, load<u8>(at, 3));
      countSymbol(frequencies, load<u8>(at, 4));
      countSymbol(frequencies + LITERALS * 4, load<u8>(at, 5));
      at += 6;
      count += 6;
      continue;
    }
    const token = tokenAt(start, at, end);
    at += token < 256 ? 1 : token - 256;
    countSymbol(frequencies, token < 256 ? token : load<u32>(repetitions + ((token - 256) << 2)) & 511);
    store<u16>(tokens + (count++ << 1), u16(token));
  }
  countSymbol(frequencies, END);
  sumFrequencies();
  codeLengths(frequencies, lengths, LITERALS, LONGEST_CODE);
  canonicalCodes(lengths, codes, LITERALS);
  send(at < end ? 4 : 5, 3);
  sendHeader();
  sendTokens(count);
  sendCode(codes, END);
  return at;
}

/** Whether a repetition of three or more begins at one of the next six bytes: three neighbours in a row equal to the byte before them. */
function repeatsWithin6(at: usize): bool {
  const changed = load<u64>(at) ^ load<u64>(at - 1);
  const three = (changed | (changed >> 8) | (changed >> 16)) | 0xffff000000000000;
  // A zero byte borrows from the bit above it (Mycroft's test).
  return ((three - 0x0101010101010101) & ~three & 0x8080808080808080) !== 0;
}

/** Symbols are counted in four tables by turns, so that one count need not wait for the one before it. */
function sumFrequencies(): void {
  for (let i = 0; i < LITERALS * 4; i += 4) {
    let sum: u32 = 0;
    for (let table = 0; table < TABLES; table++) sum += load<u32>(frequencies + table * LITERALS * 4 + i);
    store<u32>(frequencies + i, sum);
  }
}

function tokenAt(start: usize, at: usize, end: usize): i32 {
  const byte: i32 = load<u8>(at);
  if (at === start || at + LONGEST + 8 > end) return at === start ? byte : slowToken(byte, at, end);
  if (load<u32>(at - 1) !== u32(byte) * 0x01010101) return byte;
  const same = u64(byte) * 0x0101010101010101;
  let run = SHORTEST;
  while (run < LONGEST) {
    const other = load<u64>(at + run) ^ same;
    if (other !== 0) {
      run += i32(ctz(other) >> 3);
      break;
    }
    run += 8;
  }
  return 256 + min(run, LONGEST);
}

/** Near the end, where eight bytes at a time would read beyond it. */
function slowToken(byte: i32, at: usize, end: usize): i32 {
  if (load<u8>(at - 1) !== byte) return byte;
  let run = 0;
  while (run < LONGEST && at + run < end && load<u8>(at + run) === byte) run++;
  return run < SHORTEST ? byte : 256 + run;
}

function countSymbol(table: usize, symbol: i32): void {
  const at = table + (symbol << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** The lengths of all codes, each by a code of its own (RFC 1951, 3.2.7); one distance, 1, of one bit. */
function sendHeader(): void {
  memory.fill(metaFrequencies, 0, 19 * 4);
  for (let i = 0; i < LITERALS; i++) countSymbol(metaFrequencies, load<u32>(lengths + (i << 2)));
  countSymbol(metaFrequencies, 1);
  codeLengths(metaFrequencies, metaLengths, 19, 7);
  canonicalCodes(metaLengths, metaCodes, 19);
  send(LITERALS - 257, 5);
  send(0, 5);
  send(19 - 4, 4);
  for (let i = 0; i < 19; i++) send(load<u32>(metaLengths + (load<u8>(META_ORDER + i) << 2)), 3);
  for (let i = 0; i < LITERALS; i++) sendCode(metaCodes, load<u32>(lengths + (i << 2)));
  sendCode(metaCodes, 1);
}

function sendTokens(count: i32): void {
  let i = 0;
  while (i < count) {
    i = sendLiterals(i, count);
    if (i >= count) break;
    const token: i32 = load<u16>(tokens + (i++ << 1));
    if (token < 256) sendCode(codes, token);
    else {
      const repetition = load<u32>(repetitions + ((token - 256) << 2));
      sendCode(codes, repetition & 511);
      // The extra bits, and one for the distance.
      send(repetition >> 12, ((repetition >> 9) & 7) + 1);
    }
  }
}

/** Sends literals as long as there are four in a row; gives the token after them. The stream's state is held in locals: this loop is the hot one. */
function sendLiterals(first: i32, count: i32): i32 {
  let bits = held;
  let bitCount = heldBits;
  let to = out;
  let i = first;
  for (; i + 4 <= count; i += 4) {
    const four = load<u64>(tokens + (i << 1));
    if ((four & 0xff00ff00ff00ff00) !== 0) break;
    const a: u64 = load<u32>(codes + (usize(four & 255) << 2));
    const b: u64 = load<u32>(codes + (usize((four >> 16) & 255) << 2));
    const c: u64 = load<u32>(codes + (usize((four >> 32) & 255) << 2));
    const d: u64 = load<u32>(codes + (usize(four >> 48) << 2));
    const two = (a >> 4) | ((b >> 4) << (a & 15));
    const twoCount = (a & 15) + (b & 15);
    const last = (c >> 4) | ((d >> 4) << (c & 15));
    bits |= (two | (last << twoCount)) << bitCount;
    bitCount += twoCount + (c & 15) + (d & 15);
    store<u64>(to, bits);
    const whole = bitCount >> 3;
    to += usize(whole);
    // At most 59 bits are held: seven bytes.
    bits >>= whole << 3;
    bitCount &= 7;
  }
  held = bits;
  heldBits = bitCount;
  out = to;
  return i;
}

function sendCode(table: usize, symbol: i32): void {
  const code = load<u32>(table + (symbol << 2));
  send(code >> 4, code & 15);
}

/** Always stores eight bytes, so that nothing has to be decided; of what is held, less than a byte stays. */
function send(bits: u64, count: u64): void {
  held |= bits << heldBits;
  heldBits += count;
  store<u64>(out, held);
  const whole = heldBits >> 3;
  out += usize(whole);
  held >>= whole << 3;
  heldBits &= 7;
}

/** RFC 1951, 3.2.5: lengths 3 to 10 have symbols of their own, then four symbols for each further extra bit; 258 has its own. */
function listRepetitions(): void {
  for (let length = SHORTEST; length <= LONGEST; length++) {
    const rest = length - SHORTEST;
    const extra = rest < 8 ? 0 : 29 - clz(rest);
    const symbol = length === LONGEST ? 285 : 257 + (extra << 2) + (rest >> extra);
    const bits = length === LONGEST ? 0 : extra;
    store<u32>(repetitions + (length << 2), symbol | (bits << 9) | ((rest & ((1 << bits) - 1)) << 12));
  }
  isReady = true;
}
