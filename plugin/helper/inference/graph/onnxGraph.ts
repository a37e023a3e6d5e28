import { GRAPH_NODE, namesUsed, readNode, tensorIn, type OnnxNode } from './onnxNode.js';
import { readSmallTensor } from './smallTensor.js';
import { fieldsOf, textOf, type WireField } from './wireFormat.js';

const GRAPH = { node: GRAPH_NODE, initializer: 5, output: 12 } as const;
const VALUE_NAME = 1;

/** A graph as questions about it: who makes a value, who takes it, what a small constant says. */
export class OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly #makers = new Map<string, OnnxNode>();
  readonly #takers = new Map<string, OnnxNode[]>();
  readonly #results: ReadonlySet<string>;
  readonly #constants = new Map<string, readonly number[]>();

  constructor(fields: readonly WireField[]) {
    const of = (number: number): WireField[] => fields.filter((field) => field.number === number);
    this.nodes = of(GRAPH.node).map(readNode);
    this.#results = new Set(of(GRAPH.output).flatMap(({ content }) => fieldsOf(content).filter(({ number }) => number === VALUE_NAME).map(textOf)));
    for (const { content } of of(GRAPH.initializer)) this.#keep(content);
    for (const node of this.nodes) this.#see(node);
  }

  #see(node: OnnxNode): void {
    for (const output of node.outputs) this.#makers.set(output, node);
    for (const name of new Set(namesUsed(node))) this.#takers.set(name, [...(this.#takers.get(name) ?? []), node]);
    const tensor = node.op === 'Constant' ? tensorIn(node, 'value') : undefined;
    if (tensor) this.#keep(tensor, node.outputs[0]);
  }

  #keep(content: Uint8Array, as?: string): void {
    const tensor = readSmallTensor(content);
    if (tensor) this.#constants.set(as ?? tensor.name, tensor.values);
  }

  /** The node that gives a value, where it is of this kind. */
  maker(name: string | undefined, ...ops: readonly string[]): OnnxNode | undefined {
    const node = name === undefined ? undefined : this.#makers.get(name);
    return node && ops.includes(node.op) ? node : undefined;
  }

  /** The only node that takes the first value of another one, where it is of this kind and nobody else sees that value. */
  onlyTaker(node: OnnxNode, op: string): OnnxNode | undefined {
    const name = node.outputs[0]!;
    const takers = this.#takers.get(name) ?? [];
    return takers.length === 1 && takers[0]!.op === op && !this.#results.has(name) ? takers[0] : undefined;
  }

  /** Numbers of a small constant, in row-major order. */
  constant(name: string | undefined): readonly number[] | undefined {
    return name === undefined ? undefined : this.#constants.get(name);
  }

  /** A single number, also where it is the root of one or one in another type, as exporters write scales. */
  scalar(name: string | undefined): number | undefined {
    const values = this.constant(name);
    if (values) return values.length === 1 ? values[0] : undefined;
    const node = this.maker(name, 'Sqrt', 'Cast');
    const under = node && this.scalar(node.inputs[0]);
    return under !== undefined && node?.op === 'Sqrt' ? Math.sqrt(under) : under;
  }

  /** The last number but one of a shape, also of a shape of which others are known only when the network runs. */
  lastButOne(name: string | undefined): number | undefined {
    const values = this.constant(name) ?? this.#joined(name);
    return values?.[values.length - 2];
  }

  #joined(name: string | undefined): readonly (number | undefined)[] | undefined {
    return this.maker(name, 'Concat')?.inputs.map((part) => this.#single(part));
  }

  #single(name: string): number | undefined {
    const node = this.maker(name, 'Unsqueeze');
    return this.scalar(node ? node.inputs[0] : name);
  }

  /** Those of `nodes` (in order) whose values somebody sees. */
  needed(nodes: readonly OnnxNode[]): OnnxNode[] {
    const wanted = new Set(this.#results);
    const kept = nodes.map((node) => ({ node, kept: false })).reverse();
    for (const one of kept) {
      if (!one.node.outputs.some((name) => wanted.has(name))) continue;
      one.kept = true;
      for (const name of namesUsed(one.node)) wanted.add(name);
    }
    return kept.filter((one) => one.kept).map(({ node }) => node).reverse();
  }
}
