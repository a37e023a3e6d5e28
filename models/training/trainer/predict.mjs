// node predict.mjs --model M.onnx --out FOLDER [--short 128] [--multiple 32] [--mirror] FILE...
// Depth of photographs (FOLDER/NAME.png) and of each frame of videos (FOLDER/NAME/00000.png ...): 16-bit grey,
// white = near, linear in inverse depth with one fixed scale, so that a scorer sees every wobble. No smoothing, no
// edge refinement: this measures the network, the product adds its own steps. Videos need ffmpeg and ffprobe.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';

const WHITE = 1.6; // the largest value the network is trained to give

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    out: { type: 'string' },
    short: { type: 'string', default: '128' },
    multiple: { type: 'string', default: '32' },
    mirror: { type: 'boolean', default: false },
  },
});
const session = await InferenceSession.create(options.model, { intraOpNumThreads: 1 });

/** Short side near the wished length, both sides multiples of what the network needs. */
function networkSize(width, height) {
  const step = Number(options.multiple);
  const scale = Number(options.short) / Math.min(width, height);
  const rounded = (side) => Math.max(step, Math.round((side * scale) / step) * step);
  return [rounded(width), rounded(height)];
}

/** Interleaved RGB bytes to planes of 0..1, mirrored on request. */
function planes(rgb, width, height, isMirrored) {
  const out = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = 3 * (y * width + (isMirrored ? width - 1 - x : x));
      for (let c = 0; c < 3; c++) out[(c * height + y) * width + x] = rgb[from + c] / 255;
    }
  return out;
}

async function infer(rgb, width, height, isMirrored = false) {
  const image = new Tensor('float32', planes(rgb, width, height, isMirrored), [1, 3, height, width]);
  return (await session.run({ image })).inverse_depth.data;
}

async function depthOf(rgb, width, height) {
  const depth = await infer(rgb, width, height);
  if (!options.mirror) return depth;
  const other = await infer(rgb, width, height, true);
  return depth.map((value, i) => (value + other[i - (i % width) + width - 1 - (i % width)]) / 2);
}

async function writeDepth(path, depth, width, height) {
  const grey = Uint16Array.from(depth, (value) => Math.round(Math.min(value / WHITE, 1) * 65535));
  await sharp(grey, { raw: { width, height, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toFile(path);
}

async function predictPhotograph(file) {
  const { width, height } = await sharp(file).metadata();
  const [w, h] = networkSize(width, height);
  const rgb = await sharp(file).removeAlpha().resize(w, h, { fit: 'fill' }).raw().toBuffer();
  await writeDepth(join(options.out, `${basename(file, extname(file))}.png`), await depthOf(rgb, w, h), w, h);
}

async function predictVideo(file) {
  const probe = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', file];
  const [width, height] = execFileSync('ffprobe', probe, { encoding: 'utf8' }).trim().split(',').map(Number);
  const [w, h] = networkSize(width, height);
  const folder = join(options.out, basename(file, extname(file)));
  mkdirSync(folder, { recursive: true });
  const decode = [
    '-v',
    'error',
    '-nostdin',
    '-i',
    file,
    '-map',
    '0:v:0',
    '-fps_mode',
    'passthrough',
    '-vf',
    `scale=${w}:${h}:flags=area`,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ];
  const decoder = spawn('ffmpeg', decode, { stdio: ['ignore', 'pipe', 'inherit'] });
  let index = 0;
  let waiting = Buffer.alloc(0);
  for await (const chunk of decoder.stdout) {
    waiting = Buffer.concat([waiting, chunk]);
    for (; waiting.length >= w * h * 3; waiting = waiting.subarray(w * h * 3)) {
      const depth = await depthOf(waiting.subarray(0, w * h * 3), w, h);
      await writeDepth(join(folder, `${String(index++).padStart(5, '0')}.png`), depth, w, h);
    }
  }
}

mkdirSync(options.out, { recursive: true });
for (const file of files) await (/\.(jpe?g|png)$/i.test(file) ? predictPhotograph(file) : predictVideo(file));
