// node bench.mjs MODEL.onnx [THREADS]: milliseconds per frame at four sizes; medians of 15 after 3 warm-up runs.
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [model, threads = '2'] = process.argv.slice(2);
const session = await InferenceSession.create(model, { intraOpNumThreads: Number(threads) });
for (const [width, height] of [
  [192, 128],
  [256, 160],
  [384, 224],
  [512, 288],
]) {
  const image = new Tensor('float32', new Float32Array(3 * width * height).fill(0.5), [1, 3, height, width]);
  const times = [];
  for (let i = 0; i < 18; i++) {
    const from = performance.now();
    await session.run({ image });
    if (i >= 3) times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  console.log(`${width}x${height}: median ${times[7].toFixed(1)} ms, best ${times[0].toFixed(1)} ms, ${threads} threads`);
}
