import type { OnnxGraph } from './onnxGraph.js';
import { makeNode, wholeIn, wholesIn, type NewNode, type OnnxNode } from './onnxNode.js';
import { wholeTensor } from './smallTensor.js';

/** Domain of the runtime's own operators. */
export const OWN_DOMAIN = 'com.microsoft';

/**
 * A graph's nodes with each attention as one operator of the runtime (`com.microsoft.MultiHeadAttention`), or nothing where there is none.
 *
 * Exporters write attention as it is read: softmax(scale · Q Kᵀ) V (Vaswani et al. 2017, arXiv 1706.03762, section 3.2.1). Then the weights of all pairs of tokens are written to memory and read again: 143 MB for each
 * of the twelve blocks of Depth Anything V2 Small at 518 × 924. The runtime's operator goes through them in blocks that stay in the cache (Dao et al. 2022, arXiv 2205.14135) and
 * keeps none; its own rewriting does not know these exports. The result is the same but for rounding.
 *
 * Taken are heads of four dimensions without bias or mask, as torch writes those of ViT, DINOv2 and DPT: packed QKV or three products, with the scale at Q, at both or at the product.
 */
export function fuseAttention(graph: OnnxGraph): readonly OnnxNode[] | undefined {
  const writer = new Writer(graph);
  const fused = new Map<OnnxNode, readonly OnnxNode[]>();
  for (const node of graph.nodes) {
    const found = node.op === 'Softmax' ? findAttention(graph, node) : undefined;
    if (found) fused.set(found.leave, writer.write(found));
  }
  return fused.size === 0 ? undefined : graph.needed(graph.nodes.flatMap((node) => fused.get(node) ?? [node]));
}

/** Names of values: `query` and `value` are batch × heads × tokens × width, `keys` is batch × heads × width × tokens. */
interface Attention {
  readonly query: string;
  readonly keys: string;
  readonly value: string;
  readonly scale: number;
  readonly heads: number;
  /** Makes batch × tokens × heads × width of the result. */
  readonly leave: OnnxNode;
}

/** Order of dimensions that exchanges heads and tokens. */
const SWAP = [0, 2, 1, 3];

function findAttention(graph: OnnxGraph, softmax: OnnxNode): Attention | undefined {
  const axis = wholeIn(softmax, 'axis');
  const mix = graph.onlyTaker(softmax, 'MatMul');
  const leave = mix && mix.inputs[0] === softmax.outputs[0] ? graph.onlyTaker(mix, 'Transpose') : undefined;
  if (!leave || !isOrder(leave, SWAP) || (axis !== -1 && axis !== 3)) return undefined;
  const scores = scaled(graph, softmax.inputs[0]!);
  const product = graph.maker(scores.name, 'MatMul');
  const value = mix!.inputs[1]!;
  const heads = headsOf(graph, value);
  if (!product || heads === undefined || heads < 1) return undefined;
  return { query: product.inputs[0]!, keys: product.inputs[1]!, value, scale: scores.scale, heads, leave };
}

const isOrder = (node: OnnxNode, order: readonly number[]): boolean => order.length === 4 && wholesIn(node, 'perm').join() === order.join();

/** What a value is a multiple of. */
function scaled(graph: OnnxGraph, name: string): { readonly name: string; readonly scale: number } {
  const node = graph.maker(name, 'Mul', 'Div');
  const [a, b] = node?.inputs ?? [];
  const second = graph.scalar(b);
  if (node && second !== undefined && second !== 0) return over(graph, a!, node.op === 'Mul' ? second : 1 / second);
  const first = node?.op === 'Mul' ? graph.scalar(a) : undefined;
  return first === undefined ? { name, scale: 1 } : over(graph, b!, first);
}

function over(graph: OnnxGraph, name: string, factor: number): { readonly name: string; readonly scale: number } {
  const under = scaled(graph, name);
  return { name: under.name, scale: under.scale * factor };
}

/** Heads, which the shape says that V is given before they are put in front. */
function headsOf(graph: OnnxGraph, value: string): number | undefined {
  const order = graph.maker(value, 'Transpose');
  const source = order && isOrder(order, SWAP) ? order.inputs[0] : packedOf(graph, value)?.source;
  return graph.lastButOne(graph.maker(source, 'Reshape')?.inputs[1]);
}

/** Q, K or V as a part of what all three lie in, batch × tokens × 3 × heads × width, the three put in front. */
function packedOf(graph: OnnxGraph, name: string): { readonly source: string; readonly part: number } | undefined {
  const gather = graph.maker(name, 'Gather');
  const squeeze = graph.maker(name, 'Squeeze');
  const split = graph.maker(squeeze?.inputs[0], 'Split');
  const part = gather ? graph.scalar(gather.inputs[1]) : split?.outputs.indexOf(squeeze!.inputs[0]!);
  const order = graph.maker((gather ?? split)?.inputs[0], 'Transpose');
  const isFirst = gather ? (wholeIn(gather, 'axis') ?? 0) === 0 : split !== undefined && split.outputs.length === 3 && (wholeIn(split, 'axis') ?? 0) === 0;
  return order && isFirst && part !== undefined && part >= 0 && wholesIn(order, 'perm').join() === '2,0,3,1,4' ? { source: order.inputs[0]!, part } : undefined;
}

/** Writes attentions as operators of the runtime; what several of them need is written once. */
class Writer {
  readonly #graph: OnnxGraph;
  readonly #known = new Map<string, string>();
  #nodes: OnnxNode[] = [];
  #count = 0;

  constructor(graph: OnnxGraph) {
    this.#graph = graph;
  }

  write({ query, keys, value, scale, heads, leave }: Attention): readonly OnnxNode[] {
    this.#nodes = [];
    const q = scaled(this.#graph, query);
    const k = scaled(this.#graph, keys);
    const inputs = [this.#tokens(q.name), this.#tokensOfKeys(k.name), this.#tokens(value)];
    const mixed = this.#add({ op: 'MultiHeadAttention', domain: OWN_DOMAIN, inputs, whole: { num_heads: heads }, float: { scale: scale * q.scale * k.scale } });
    this.#add({ op: 'Reshape', inputs: [mixed, this.#wholes([0, 0, heads, -1])] }, leave.outputs[0]);
    return this.#nodes;
  }

  #add(node: Omit<NewNode, 'output'>, output = `depthbeat ${this.#count++}`): string {
    this.#nodes.push(makeNode({ ...node, output }));
    return output;
  }

  #wholes(values: readonly number[] | number): string {
    const key = JSON.stringify(values);
    const name = this.#known.get(key) ?? this.#add({ op: 'Constant', inputs: [], tensor: { value: wholeTensor(values) } });
    this.#known.set(key, name);
    return name;
  }

  /** Batch × tokens × (heads · width) of batch × heads × tokens × width, without a copy where it was made of that. */
  #tokens(name: string): string {
    const order = this.#graph.maker(name, 'Transpose');
    if (order && isOrder(order, SWAP)) return this.#joined(order.inputs[0]!);
    const packed = packedOf(this.#graph, name);
    if (packed) return this.#joined(this.#add({ op: 'Gather', inputs: [packed.source, this.#wholes(packed.part)], whole: { axis: 2 } }));
    return this.#joined(this.#add({ op: 'Transpose', inputs: [name], wholes: { perm: SWAP } }));
  }

  /** The same of batch × heads × width × tokens. */
  #tokensOfKeys(name: string): string {
    const order = this.#graph.maker(name, 'Transpose');
    if (order && isOrder(order, [0, 2, 3, 1])) return this.#joined(order.inputs[0]!);
    if (order && isOrder(order, [0, 1, 3, 2])) return this.#tokens(order.inputs[0]!);
    return this.#joined(this.#add({ op: 'Transpose', inputs: [name], wholes: { perm: [0, 3, 1, 2] } }));
  }

  #joined(name: string): string {
    return this.#add({ op: 'Reshape', inputs: [name, this.#wholes([0, 0, -1])] });
  }
}
