import { onnxFile, type OnnxNode, type OnnxTensor } from '../../fixtures/onnxFile.js';

/**
 * A network with the shape and cost of Depth Anything V2 Small for 1080p pictures (924×518): patches of 14, twelve transformer blocks of
 * width 384 with six heads over 2442 tokens (the published ViT-S), and a convolutional head about as dear as its DPT head; 22 million
 * weights of pseudo-random values. It says nothing about pictures: it costs what the real one costs, with nothing to download.
 */
export function standInNetwork(): Uint8Array {
  const [rows, columns, width, heads] = [37, 66, 384, 6];
  const tokens = rows * columns;
  const nodes: OnnxNode[] = [];
  const tensors: OnnxTensor[] = [];
  let seed = 1;
  const weights = (name: string, dims: readonly number[]): string => {
    const length = dims.reduce((a, b) => a * b, 1);
    const scale = 1 / Math.sqrt(length / dims[dims.length - 1]!);
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      values[i] = (seed / 2 ** 31 - 1) * scale;
    }
    tensors.push({ name, dims, values });
    return name;
  };
  const shape = (name: string, dims: readonly number[]): string => {
    tensors.push({ name, dims: [dims.length], values: BigInt64Array.from(dims.map(BigInt)) });
    return name;
  };
  const add = (op: string, inputs: readonly string[], output: string, attributes: OnnxNode['attributes'] = {}): string => {
    nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  };
  add('Conv', ['pixel_values', weights('patch', [width, 3, 14, 14])], 'p0', { kernel_shape: [14, 14], strides: [14, 14] });
  add('Transpose', [add('Reshape', ['p0', shape('flat', [width, tokens])], 'p1')], 't0', { perm: [1, 0] });
  shape('split', [tokens, heads, width / heads]);
  shape('join', [tokens, width]);
  let stream = 't0';
  for (let block = 0; block < 12; block++) {
    const n = (name: string): string => `${name}${block}`;
    const part = (name: string, perm: readonly number[]): string => {
      const made = add('MatMul', [stream, weights(n(`w${name}`), [width, width])], n(`m${name}`));
      return add('Transpose', [add('Reshape', [made, 'split'], n(`r${name}`))], n(name), { perm });
    };
    const scores = add('Softmax', [add('MatMul', [part('q', [1, 0, 2]), part('k', [1, 2, 0])], n('s'))], n('a'), { axis: 2 });
    const mixed = add('Transpose', [add('MatMul', [scores, part('v', [1, 0, 2])], n('x'))], n('y'), { perm: [1, 0, 2] });
    const out = add('MatMul', [add('Reshape', [mixed, 'join'], n('z')), weights(n('wo'), [width, width])], n('o'));
    const after = add('Add', [stream, out], n('after'));
    const wide = add('Relu', [add('MatMul', [after, weights(n('w1'), [width, 4 * width])], n('h'))], n('relu'));
    stream = add('Add', [after, add('MatMul', [wide, weights(n('w2'), [4 * width, width])], n('f'))], n('t1'));
  }
  add('Reshape', [add('Transpose', [stream], 'g0', { perm: [1, 0] }), shape('grid', [1, width, rows, columns])], 'g1');
  let map = add('Conv', ['g1', weights('c0', [64, width, 1, 1])], 'g2', { kernel_shape: [1, 1] });
  const conv = (name: string, from: number, to: number): string =>
    (map = add('Relu', [add('Conv', [map, weights(`w${name}`, [to, from, 3, 3])], `c${name}`, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] })], name));
  const resize = (name: string, height: number, across: number, channels: number): string =>
    (map = add('Resize', [map, '', '', shape(`s${name}`, [1, channels, height, across])], name, { mode: 'linear' }));
  resize('u1', 148, 264, 64);
  for (let i = 0; i < 6; i++) conv(`d${i}`, 64, 64);
  resize('u2', 296, 528, 64);
  conv('e', 64, 32);
  resize('u3', 518, 924, 32);
  conv('f', 32, 32);
  add('Conv', [map, weights('last', [1, 32, 1, 1])], 'four', { kernel_shape: [1, 1] });
  add('Squeeze', ['four', shape('axis', [1])], 'predicted_depth');
  return onnxFile({ inputs: [{ name: 'pixel_values', dims: [1, 3, 518, 924] }], outputs: [{ name: 'predicted_depth', dims: [1, 518, 924] }], nodes, tensors });
}
