import { parse, type Node } from 'acorn';
import { expect } from 'chai';
import { readBundle } from './stage.js';

const bundle = readBundle();

/** Calls `visit` for every node of a syntax tree. */
function walk(node: unknown, visit: (node: Node & Record<string, unknown>) => void): void {
  if (Array.isArray(node)) return node.forEach((child) => walk(child, visit));
  if (typeof node !== 'object' || node === null || !('type' in node)) return;
  visit(node as Node & Record<string, unknown>);
  for (const child of Object.values(node)) walk(child, visit);
}

describe('the built After Effects script', () => {
  const tree = parse(bundle, { ecmaVersion: 3, allowReserved: 'never' });

  it('is ASCII without a byte order mark', () => {
    expect(bundle).to.match(/^[\t\n\r\x20-\x7e]*$/);
  });

  it('has no nested ternary, which ExtendScript reads as left-associative', () => {
    walk(tree, (node) => {
      if (node.type !== 'ConditionalExpression') return;
      for (const part of ['test', 'consequent', 'alternate']) {
        expect((node[part] as Node).type, bundle.slice(node.start, node.end)).to.not.equal('ConditionalExpression');
      }
    });
  });

  it('has no trailing comma in an array, no getter and no bundler run time', () => {
    expect(bundle).to.not.match(/__webpack_|Object\.(defineProperty|keys|create|assign)/);
    walk(tree, (node) => {
      if (node.type === 'ArrayExpression') expect(bundle.slice(node.start, node.end)).to.not.match(/,\s*\]$/);
    });
  });

  it('never touches what the fake host keeps for itself', () => {
    expect(bundle).to.not.match(/\._[a-z]/);
  });
});
