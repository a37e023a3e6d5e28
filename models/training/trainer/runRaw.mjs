// node runRaw.mjs MODEL HEIGHT WIDTH IMAGE.f32 DEPTH.f32: one inference between raw float32 files, for export.py.
import { readFileSync, writeFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [model, height, width, from, to] = process.argv.slice(2);
const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
const bytes = readFileSync(from);
const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const image = new Tensor('float32', values, [1, 3, Number(height), Number(width)]);
const { inverse_depth: depth } = await session.run({ image });
writeFileSync(to, Buffer.from(depth.data.buffer, depth.data.byteOffset, depth.data.byteLength));
