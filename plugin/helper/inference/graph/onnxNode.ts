import { delimited, fieldsOf, floatField, textField, textOf, wholeField, wholesOf, type WireField } from './wireFormat.js';

/** One operator of an ONNX graph (onnx.proto3, NodeProto). Names are of values: what it takes and what it gives. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Content of its attributes (AttributeProto). */
  readonly attributes: readonly Uint8Array[];
  /** The graph's whole field that holds it, without its name and remarks, which nothing refers to. */
  readonly bytes: Uint8Array;
}

export const GRAPH_NODE = 1;
const GRAPH_OUTPUT = 12;
const NODE = { input: 1, output: 2, name: 3, op: 4, attribute: 5, remark: 6, domain: 7 } as const;
const ATTRIBUTE = { name: 1, float: 2, whole: 3, tensor: 5, graph: 6, wholes: 8, type: 20 } as const;
const TYPE_OF = { float: 1, whole: 2, tensor: 4, wholes: 7 } as const;

export function readNode({ content }: WireField): OnnxNode {
  const fields = fieldsOf(content).filter(({ number }) => number !== NODE.name && number !== NODE.remark);
  const texts = (number: number): string[] => fields.filter((field) => field.number === number).map(textOf);
  const domain = texts(NODE.domain)[0] ?? '';
  return {
    op: domain === '' || domain === 'ai.onnx' ? (texts(NODE.op)[0] ?? '') : `${domain}.${texts(NODE.op)[0]}`,
    inputs: texts(NODE.input),
    outputs: texts(NODE.output),
    attributes: fields.filter(({ number }) => number === NODE.attribute).map((field) => field.content),
    bytes: delimited(GRAPH_NODE, Buffer.concat(fields.map(({ bytes }) => bytes))),
  };
}

function fieldOf({ attributes }: OnnxNode, name: string, number: number): WireField[] {
  for (const attribute of attributes) {
    const fields = fieldsOf(attribute);
    if (fields.some((field) => field.number === ATTRIBUTE.name && textOf(field) === name)) return fields.filter((field) => field.number === number);
  }
  return [];
}

/** Whole numbers of an attribute, or nothing where it is not written. */
export function wholesIn(node: OnnxNode, name: string): readonly number[] {
  return fieldOf(node, name, ATTRIBUTE.wholes).flatMap(wholesOf);
}

export const wholeIn = (node: OnnxNode, name: string): number | undefined => fieldOf(node, name, ATTRIBUTE.whole).flatMap(wholesOf)[0];

/** Content of a tensor (TensorProto) among the attributes. */
export const tensorIn = (node: OnnxNode, name: string): Uint8Array | undefined => fieldOf(node, name, ATTRIBUTE.tensor)[0]?.content;

/** Names of the values that a node takes, those in its branches and loop bodies, which see the graph's values, included. */
export function namesUsed({ inputs, attributes }: OnnxNode): readonly string[] {
  const inside = attributes.flatMap((attribute) => fieldsOf(attribute).filter(({ number }) => number === ATTRIBUTE.graph));
  return inside.length === 0 ? inputs : [...inputs, ...inside.flatMap(({ content }) => namesInside(content))];
}

function namesInside(graph: Uint8Array): string[] {
  return fieldsOf(graph).flatMap((field) => {
    if (field.number === GRAPH_NODE) return namesUsed(readNode(field));
    return field.number === GRAPH_OUTPUT ? fieldsOf(field.content).filter(({ number }) => number === 1).map(textOf) : [];
  });
}

export interface NewNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly domain?: string;
  readonly wholes?: Readonly<Record<string, readonly number[]>>;
  readonly whole?: Readonly<Record<string, number>>;
  readonly float?: Readonly<Record<string, number>>;
  readonly tensor?: Readonly<Record<string, Uint8Array>>;
}

export function makeNode({ op, inputs, output, domain, wholes = {}, whole = {}, float = {}, tensor = {} }: NewNode): OnnxNode {
  const attribute = (name: string, type: number, values: readonly Uint8Array[]): Uint8Array => Buffer.concat([textField(ATTRIBUTE.name, name), ...values, wholeField(ATTRIBUTE.type, type)]);
  const attributes = [
    ...Object.entries(wholes).map(([name, all]) => attribute(name, TYPE_OF.wholes, all.map((one) => wholeField(ATTRIBUTE.wholes, one)))),
    ...Object.entries(whole).map(([name, one]) => attribute(name, TYPE_OF.whole, [wholeField(ATTRIBUTE.whole, one)])),
    ...Object.entries(float).map(([name, one]) => attribute(name, TYPE_OF.float, [floatField(ATTRIBUTE.float, one)])),
    ...Object.entries(tensor).map(([name, one]) => attribute(name, TYPE_OF.tensor, [delimited(ATTRIBUTE.tensor, one)])),
  ];
  const parts = [...inputs.map((name) => textField(NODE.input, name)), textField(NODE.output, output), textField(NODE.op, op), ...attributes.map((one) => delimited(NODE.attribute, one))];
  if (domain !== undefined) parts.push(textField(NODE.domain, domain));
  return { op: domain === undefined ? op : `${domain}.${op}`, inputs, outputs: [output], attributes, bytes: delimited(GRAPH_NODE, Buffer.concat(parts)) };
}
