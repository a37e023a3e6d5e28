import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';
import { onnxFile, type OnnxNode, type OnnxTensor } from '../../fixtures/onnxFile.js';

/** Depth Anything V2 Small at 924×518: patches of 14, a class token, twelve blocks of width 384 with six heads (ViT-S/14). */
const [ROWS, COLUMNS, WIDTH, HEADS, BLOCKS] = [37, 66, 384, 6, 12] as const;
const TOKENS = ROWS * COLUMNS + 1;

type Attributes = OnnxNode['attributes'];

/** Writes operators, each of which gives the name of its one result. */
class GraphWriter {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  #seed = 1;

  add(op: string, inputs: readonly string[], attributes: Attributes = {}, output = `v${this.nodes.length}`): string {
    this.nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  /** Pseudo-random numbers whose products keep the size of what they are multiplied with. */
  weights(...dims: readonly number[]): string {
    const length = dims.reduce((a, b) => a * b, 1);
    const inputs = dims.length === 4 ? length / dims[0]! : dims.length === 2 ? dims[0]! : 1;
    const values = Float32Array.from({ length }, () => {
      this.#seed = (Math.imul(this.#seed, 1103515245) + 12345) >>> 0;
      return ((this.#seed / 2 ** 31 - 1) * Math.sqrt(3)) / Math.sqrt(inputs);
    });
    return this.#keep({ name: `w${this.tensors.length}`, dims, values });
  }

  number(value: number): string {
    return this.#keep({ name: `n${this.tensors.length}`, dims: [], values: Float32Array.of(value) });
  }

  wholes(...values: readonly number[]): string {
    return this.#keep({ name: `i${this.tensors.length}`, dims: [values.length], values: BigInt64Array.from(values.map(BigInt)) });
  }

  whole(value: number): string {
    return this.#keep({ name: `i${this.tensors.length}`, dims: [], values: BigInt64Array.of(BigInt(value)) });
  }

  #keep(tensor: OnnxTensor): string {
    this.tensors.push(tensor);
    return tensor.name;
  }
}

/** Its file in the checkout's `.bench`, made where it is not there. */
export function standInFile(): string {
  const cache = join(projectRoot(), '.bench');
  const path = join(cache, 'stand-in depth-anything-v2-small.onnx');
  mkdirSync(cache, { recursive: true });
  if (!existsSync(path)) writeFileSync(path, standInNetwork());
  return path;
}

/**
 * A network with the operators, shapes and cost of Depth Anything V2 Small for 1080p pictures, written as torch's exporter writes the published code (DINOv2's packed QKV, Gather,
 * Softmax), with a convolutional head about as dear as its DPT head; 22 million weights of pseudo-random values. It says nothing about pictures: it costs what the real one
 * costs, with nothing to download.
 */
function standInNetwork(): Uint8Array {
  const graph = new GraphWriter();
  let tokens = patches(graph);
  for (let block = 0; block < BLOCKS; block++) tokens = transformerBlock(graph, tokens);
  head(graph, layerNorm(graph, tokens));
  return onnxFile({ inputs: [{ name: 'pixel_values', dims: [1, 3, 518, 924] }], outputs: [{ name: 'predicted_depth', dims: [1, 518, 924] }], nodes: graph.nodes, tensors: graph.tensors });
}

function patches(graph: GraphWriter): string {
  const seen = graph.add('Conv', ['pixel_values', graph.weights(WIDTH, 3, 14, 14)], { kernel_shape: [14, 14], strides: [14, 14] });
  const flat = graph.add('Transpose', [graph.add('Reshape', [seen, graph.wholes(1, WIDTH, TOKENS - 1)])], { perm: [0, 2, 1] });
  return graph.add('Add', [graph.add('Concat', [graph.weights(1, 1, WIDTH), flat], { axis: 1 }), graph.weights(1, TOKENS, WIDTH)]);
}

function transformerBlock(graph: GraphWriter, tokens: string): string {
  const seen = graph.add('Add', [tokens, graph.add('Mul', [attention(graph, layerNorm(graph, tokens)), graph.weights(WIDTH)])]);
  const wide = gelu(graph, linear(graph, layerNorm(graph, seen), WIDTH, 4 * WIDTH));
  return graph.add('Add', [seen, graph.add('Mul', [linear(graph, wide, 4 * WIDTH, WIDTH), graph.weights(WIDTH)])]);
}

function attention(graph: GraphWriter, tokens: string): string {
  const packed = graph.add('Reshape', [linear(graph, tokens, WIDTH, 3 * WIDTH), graph.wholes(1, TOKENS, 3, HEADS, WIDTH / HEADS)]);
  const parts = graph.add('Transpose', [packed], { perm: [2, 0, 3, 1, 4] });
  const part = (index: number): string => graph.add('Gather', [parts, graph.whole(index)], { axis: 0 });
  const query = graph.add('Mul', [part(0), graph.number(Math.sqrt(HEADS / WIDTH))]);
  const scores = graph.add('MatMul', [query, graph.add('Transpose', [part(1)], { perm: [0, 1, 3, 2] })]);
  const mixed = graph.add('MatMul', [graph.add('Softmax', [scores], { axis: -1 }), part(2)]);
  const joined = graph.add('Reshape', [graph.add('Transpose', [mixed], { perm: [0, 2, 1, 3] }), graph.wholes(1, TOKENS, WIDTH)]);
  return linear(graph, joined, WIDTH, WIDTH);
}

const linear = (graph: GraphWriter, tokens: string, from: number, to: number): string => graph.add('Add', [graph.add('MatMul', [tokens, graph.weights(from, to)]), graph.weights(to)]);

function layerNorm(graph: GraphWriter, tokens: string): string {
  const mean = (of: string): string => graph.add('ReduceMean', [of], { axes: [-1], keepdims: 1 });
  const centred = graph.add('Sub', [tokens, mean(tokens)]);
  const variance = mean(graph.add('Pow', [centred, graph.number(2)]));
  const unit = graph.add('Div', [centred, graph.add('Sqrt', [graph.add('Add', [variance, graph.number(1e-6)])])]);
  return graph.add('Add', [graph.add('Mul', [unit, graph.weights(WIDTH)]), graph.weights(WIDTH)]);
}

/** By the error function, as torch has it. */
function gelu(graph: GraphWriter, values: string): string {
  const error = graph.add('Erf', [graph.add('Div', [values, graph.number(Math.SQRT2)])]);
  return graph.add('Mul', [graph.add('Mul', [values, graph.add('Add', [error, graph.number(1)])]), graph.number(0.5)]);
}

function head(graph: GraphWriter, tokens: string): void {
  const seen = graph.add('Slice', [tokens, graph.wholes(1), graph.wholes(TOKENS), graph.wholes(1)]);
  const grid = graph.add('Reshape', [graph.add('Transpose', [seen], { perm: [0, 2, 1] }), graph.wholes(1, WIDTH, ROWS, COLUMNS)]);
  const conv = (map: string, from: number, to: number): string => graph.add('Relu', [graph.add('Conv', [map, graph.weights(to, from, 3, 3)], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] })]);
  const resize = (map: string, channels: number, height: number, width: number): string => graph.add('Resize', [map, '', '', graph.wholes(1, channels, height, width)], { mode: 'linear' });
  let map = resize(graph.add('Conv', [grid, graph.weights(64, WIDTH, 1, 1)], { kernel_shape: [1, 1] }), 64, 148, 264);
  for (let i = 0; i < 6; i++) map = conv(map, 64, 64);
  map = conv(resize(map, 64, 296, 528), 64, 32);
  map = conv(resize(map, 32, 518, 924), 32, 32);
  const deep = graph.add('Conv', [map, graph.weights(1, 32, 1, 1)], { kernel_shape: [1, 1] });
  graph.add('Squeeze', [deep, graph.wholes(1)], {}, 'predicted_depth');
}
