import { expect } from 'chai';
import fc from 'fast-check';
import { fuseNetwork } from '#helper/inference/graph/fuseNetwork';
import { NetworkBytes } from '#helper/inference/graph/networkBytes';
import { OnnxGraph } from '#helper/inference/graph/onnxGraph';
import { openOnnxModel } from '#helper/inference/onnxModel';
import { ATTENTION_FORMS, attentionNetwork, type AttentionNetwork } from '../../../fixtures/attentionNetwork.js';

const CPU = { provider: 'cpu', threads: 1 };

/** Operators of a file after it was fused, or nothing where it was left alone. */
function fusedOperators(file: Uint8Array): string[] | undefined {
  const network = new NetworkBytes(Buffer.from(file));
  return fuseNetwork(network) ? new OnnxGraph(network.graph()).nodes.map(({ op }) => op) : undefined;
}

/** Largest difference between the file as it is and made quicker, as a share of the largest value. */
async function difference(made: AttentionNetwork): Promise<number> {
  const network = new NetworkBytes(Buffer.from(made.file));
  expect(fuseNetwork(network)).to.equal(true);
  const [plain, quick] = [await openOnnxModel(made.file, CPU), await openOnnxModel(network.bytes, CPU)];
  const feeds = { tokens: { data: Float32Array.from({ length: made.batch * made.tokens * made.width }, (_, i) => Math.sin(i * 1.7) + Math.cos(i * i)), shape: [made.batch, made.tokens, made.width] } };
  const [expected, given] = [(await plain.run(feeds))['mixed']!, (await quick.run(feeds))['mixed']!];
  await Promise.all([plain.release(), quick.release()]);
  expect(given.shape).to.deep.equal(expected.shape);
  const top = Math.max(...(expected.data as Float32Array).map(Math.abs));
  return Math.max(...(given.data as Float32Array).map((value, i) => Math.abs(value - (expected.data as Float32Array)[i]!))) / top;
}

describe('fuseAttention', () => {
  for (const form of ATTENTION_FORMS) {
    it(`takes attention as exporters write it: ${form}`, async () => {
      const made = attentionNetwork({ form, batch: 2, tokens: 7, heads: 3, each: 4 });
      const operators = fusedOperators(made.file)!;
      expect(operators.filter((op) => op === 'com.microsoft.MultiHeadAttention')).to.have.length(1);
      expect(operators).not.to.include('Softmax');
      expect(await difference(made)).to.be.below(1e-5);
    });
  }

  it('gives the same for any number of heads and tokens, also where these are free in the file', async () => {
    const sides = { batch: fc.integer({ min: 1, max: 3 }), tokens: fc.integer({ min: 1, max: 40 }), heads: fc.integer({ min: 1, max: 5 }), each: fc.integer({ min: 1, max: 9 }) };
    await fc.assert(
      fc.asyncProperty(fc.record({ form: fc.constantFrom(...ATTENTION_FORMS), ...sides }), async (sizes) => {
        expect(await difference(attentionNetwork(sizes))).to.be.below(2e-5);
      }),
      { numRuns: 25 },
    );
  });

  it('says the same to the bit on any number of threads', async () => {
    const made = attentionNetwork({ form: 'packed, gathered', batch: 1, tokens: 500, heads: 3, each: 16 });
    const network = new NetworkBytes(Buffer.from(made.file));
    fuseNetwork(network);
    const feeds = { tokens: { data: Float32Array.from({ length: made.tokens * made.width }, (_, i) => Math.sin(i * 1.7)), shape: [1, made.tokens, made.width] } };
    const said: unknown[] = [];
    for (const threads of [1, 2, 3]) {
      const model = await openOnnxModel(network.bytes, { provider: 'cpu', threads });
      said.push((await model.run(feeds))['mixed']!.data);
      await model.release();
    }
    expect(said[1]).to.deep.equal(said[0]);
    expect(said[2]).to.deep.equal(said[0]);
  });

  const SIZES = { form: 'three products', batch: 1, tokens: 5, heads: 2, each: 4 } as const;
  for (const [what, change] of Object.entries({
    'a mask is added before the softmax': { mask: true },
    'the softmax goes over the queries': { axis: 2 },
    'the weights of the tokens are an output too': { showsWeights: true },
    'the result keeps its heads in front': { leave: [0, 1, 2, 3] },
    'the number of heads is not written': { hidesHeads: true },
  } as const)) {
    it(`leaves attention alone where ${what}`, () => {
      expect(fusedOperators(attentionNetwork({ ...SIZES, ...change }).file)).to.equal(undefined);
    });
  }

  it('keeps what a branch of the graph looks at', () => {
    const made = attentionNetwork({ ...SIZES, branch: true });
    const operators = fusedOperators(made.file)!;
    expect(operators).to.include('com.microsoft.MultiHeadAttention');
    expect(operators.filter((op) => op === 'Transpose')).to.have.length(1);
  });

  it('knows bytes that are no network', () => {
    const fails = (bytes: Uint8Array): boolean => {
      try {
        return !fuseNetwork(new NetworkBytes(bytes));
      } catch (error) {
        return error instanceof RangeError;
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), fails));
    const { file } = attentionNetwork(SIZES);
    // Any byte of the list of operators may be wrong: it is a network, or it is none, and it is never a fault of ours.
    fc.assert(fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
      const wrong = Buffer.from(file);
      wrong[at] = byte;
      return fails(wrong) || true;
    }), { numRuns: 300 });
  });
});
