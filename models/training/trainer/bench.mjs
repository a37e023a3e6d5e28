// node bench.mjs MODEL.onnx [THREADS]: milliseconds per frame at four sizes, 15 frames after 3 to warm up. On a busy machine
// trust the processor time, not the clock.
import { InferenceSession, Tensor } from 'onnxruntime-node';

const FRAMES = 15;
const [model, threads = '2'] = process.argv.slice(2);
const session = await InferenceSession.create(model, { intraOpNumThreads: Number(threads) });
for (const [width, height] of [
  [192, 128],
  [256, 160],
  [384, 224],
  [512, 288],
]) {
  const image = new Tensor('float32', new Float32Array(3 * width * height).fill(0.5), [1, 3, height, width]);
  for (let i = 0; i < 3; i++) await session.run({ image });
  const times = [];
  const before = process.cpuUsage();
  for (let i = 0; i < FRAMES; i++) {
    const from = performance.now();
    await session.run({ image });
    times.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const [best, median, processor] = [times[0], times[FRAMES >> 1], (user + system) / 1000 / FRAMES].map((ms) => ms.toFixed(1));
  console.log(`${width}x${height}, ${threads} threads: best ${best} ms, median ${median} ms, processor ${processor} ms`);
}
