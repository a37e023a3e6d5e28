import { fuseAttention, OWN_DOMAIN } from './fuseAttention.js';
import type { NetworkBytes } from './networkBytes.js';
import { OnnxGraph } from './onnxGraph.js';
import { GRAPH_NODE } from './onnxNode.js';
import { textField, wholeField } from './wireFormat.js';

/** Writes each attention of a network as one operator of the runtime (`fuseAttention`); false where there is none. Throws a RangeError for bytes that are no network. */
export function fuseNetwork(network: NetworkBytes): boolean {
  const parts = network.graph();
  const nodes = fuseAttention(new OnnxGraph(parts));
  if (!nodes) return false;
  network.replace(parts.filter(({ number }) => number === GRAPH_NODE), nodes.map(({ bytes }) => bytes));
  network.addOperators(Buffer.concat([textField(1, OWN_DOMAIN), wholeField(2, 1)]));
  return true;
}
