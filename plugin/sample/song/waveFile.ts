import { SAMPLE_RATE, type Tape } from './tape.js';

/** A tape as a 16-bit stereo WAV file. */
export function waveFile(tape: Tape): Uint8Array {
  const frames = tape.left.length;
  const file = Buffer.alloc(44 + frames * 4);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + frames * 4, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(frames * 4, 40);
  for (let index = 0; index < frames; index++) {
    file.writeInt16LE(Math.round(tape.left[index] * 32767), 44 + index * 4);
    file.writeInt16LE(Math.round(tape.right[index] * 32767), 46 + index * 4);
  }
  return file;
}
