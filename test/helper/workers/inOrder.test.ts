import { expect } from 'chai';
import { inOrder } from '#helper/workers/inOrder';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function* numbers(count: number, taken: number[] = []): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    taken.push(i);
    yield await Promise.resolve(i);
  }
}

describe('inOrder', () => {
  it('keeps the order whatever takes longer, and never has more in flight than allowed', async () => {
    let flying = 0;
    let most = 0;
    const results: number[] = [];
    const work = async (i: number): Promise<number> => {
      most = Math.max(most, ++flying);
      await pause((i * 7) % 5);
      flying -= 1;
      return i * i;
    };
    for await (const result of inOrder(numbers(20), 3, work)) results.push(result);
    expect(results).to.deep.equal(Array.from({ length: 20 }, (_, i) => i * i));
    expect(most).to.equal(3);
  });

  it('takes no more from the source than it has room for', async () => {
    const taken: number[] = [];
    for await (const result of inOrder(numbers(100, taken), 4, (i) => Promise.resolve(i))) if (result === 2) break;
    expect(taken.length).to.be.below(9);
  });

  it('tells a failure once, in its turn, and leaves none unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const results: number[] = [];
    async function* slow(): AsyncGenerator<number> {
      for (let i = 0; i < 4; i++) {
        yield i;
        await pause(20);
      }
    }
    const read = async (): Promise<void> => {
      for await (const result of inOrder(slow(), 3, (i) => (i > 0 ? Promise.reject(new Error(`no ${i}`)) : Promise.resolve(i)))) results.push(result);
    };
    const thrown = await read().catch((error: unknown) => String(error));
    await pause(10);
    process.off('unhandledRejection', note);
    expect([results, thrown, unhandled]).to.deep.equal([[0], 'Error: no 1', []]);
  });
});
