import type { Hertz } from '#contracts/units';
import { makeFolderFor, placeWhole } from './atomicFile.js';

const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/** RIFF header of 16-bit mono; sizes above 4 GB (13 hours) are capped as players expect. */
function header(samples: number, sampleRate: Hertz): Buffer {
  const bytes = Math.min(samples * BYTES_PER_SAMPLE, 0xffffffff - HEADER_BYTES);
  const data = Buffer.alloc(HEADER_BYTES);
  data.write('RIFF', 0, 'latin1');
  data.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  data.write('WAVEfmt ', 8, 'latin1');
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(sampleRate, 24);
  data.writeUInt32LE(BYTES_PER_SAMPLE * sampleRate, 28);
  data.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  data.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  data.write('data', 36, 'latin1');
  data.writeUInt32LE(bytes, 40);
  return data;
}

function to16Bit(samples: Float32Array): Buffer {
  const data = Buffer.alloc(samples.length * BYTES_PER_SAMPLE);
  samples.forEach((sample, n) => data.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, sample))), n * BYTES_PER_SAMPLE));
  return data;
}

/**
 * Writes blocks of samples (-1..1, mono) as a 16-bit WAV, whole or not at all; memory holds one block.
 * Fails with `output.unwritable`, `output.diskFull`, and as the blocks do.
 */
export async function writeWavFile(path: string, blocks: AsyncIterable<Float32Array>, sampleRate: Hertz): Promise<void> {
  await makeFolderFor(path);
  await placeWhole(path, async (file) => {
    let samples = 0;
    for await (const block of blocks) {
      await file.write(to16Bit(block), 0, block.length * BYTES_PER_SAMPLE, HEADER_BYTES + samples * BYTES_PER_SAMPLE);
      samples += block.length;
    }
    await file.write(header(samples, sampleRate), 0, HEADER_BYTES, 0);
    await file.datasync();
  });
}
