/** Something that happens in a MIDI file: bytes of a channel message at a time in seconds. */
export interface MidiEvent {
  readonly time: number;
  readonly bytes: readonly number[];
}

const TICKS_PER_SECOND = 1000;

function variableLength(value: number): number[] {
  const bytes = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 127) | 128);
  return bytes;
}

const chunk = (name: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8, name);
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
};

/** A standard MIDI file of one track whose tick is a millisecond all through: one tempo, because players round at every change of it. */
export function writeMidiFile(events: readonly MidiEvent[]): Buffer {
  const sorted = [...events].sort((a, b) => a.time - b.time);
  // 500 ticks a quarter at 120 quarters a minute.
  const track: number[] = [0, 0xff, 0x51, 3, 0x07, 0xa1, 0x20];
  let last = 0;
  for (const { time, bytes } of sorted) {
    const tick = Math.max(last, Math.round(time * TICKS_PER_SECOND));
    track.push(...variableLength(tick - last), ...bytes);
    last = tick;
  }
  track.push(0, 0xff, 0x2f, 0);
  return Buffer.concat([chunk('MThd', Buffer.from([0, 0, 0, 1, 500 >> 8, 500 & 255])), chunk('MTrk', Buffer.from(track))]);
}
