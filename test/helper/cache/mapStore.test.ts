import { expect } from 'chai';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { THUMB_HEIGHT, THUMB_WIDTH } from '#core/depth/sceneCut';
import { KEPT_QUANTILES, MapStore, type StoredFrame } from '#helper/cache/mapStore';
import { freshFolder } from '../../fixtures/madeClips.js';

const SIZE = { width: 5, height: 3 };

const anchorOf = (index: number): StoredFrame['state']['anchor'] => ({
  ...SIZE,
  depth: new Float32Array(15).fill(index / 7),
  trust: new Uint8Array(15).fill(40 * index),
});

function frame(index: number): StoredFrame {
  const pixels = SIZE.width * SIZE.height;
  return {
    index,
    cut: index === 2,
    blind: index === 1,
    bars: { top: index, bottom: 1, left: 0, right: 2 },
    agreement: 0.5 + index / 10,
    state: {
      agreement: 0.5 + index / 10,
      blind: index === 3,
      fit: { scale: 1 + index / 7, shift: -index / 3 },
      anchor: anchorOf(index),
      luma: Uint8Array.from({ length: pixels }, (_, i) => i * index),
      depth: {
        ...SIZE,
        low: -0.1 * index,
        high: Math.PI * index,
        codes: Uint16Array.from({ length: pixels }, (_, i) => (i * 4001 + index) & 65535),
      },
    },
    thumbnail: new Uint8Array(THUMB_WIDTH * THUMB_HEIGHT * 3).fill(index),
    quantiles: new Float32Array(KEPT_QUANTILES).fill(index / 9),
  };
}

async function storeOf(path: string, count: number): Promise<void> {
  const store = await MapStore.open(path, SIZE);
  for (let index = store.count; index < count; index++) await store.append(frame(index));
  await store.close();
}

describe('MapStore', () => {
  it('gives back what was stored, bit for bit, also after opening again', async () => {
    const path = join(freshFolder(), 'maps.bin');
    await storeOf(path, 4);
    const store = await MapStore.open(path, SIZE);
    expect(store.count).to.equal(4);
    for (let index = 0; index < 4; index++) expect(await store.read(index)).to.deep.equal(frame(index));
    const { cut, blind, bars, agreement, quantiles } = frame(2);
    expect(await store.readSummary(2)).to.deep.equal({ cut, blind, bars, agreement, quantiles });
    await store.close();
  });

  it('cuts off whatever a killed writer left at the end, at every length', async () => {
    const path = join(freshFolder(), 'maps.bin');
    await storeOf(path, 3);
    const { size } = await stat(path);
    const each = size / 3;
    for (const length of [size - 1, size - each + 1, 2 * each, each + 17, 1, 0]) {
      const file = await open(path, 'r+');
      await file.truncate(length);
      await file.close();
      const store = await MapStore.open(path, SIZE);
      expect(store.count).to.equal(Math.floor(length / each));
      await store.close();
      await storeOf(path, 3);
    }
  });

  it('drops a last record with a damaged byte', async () => {
    const path = join(freshFolder(), 'maps.bin');
    await storeOf(path, 3);
    const file = await open(path, 'r+');
    await file.write(Uint8Array.of(99), 0, 1, (await stat(path)).size - 30);
    await file.close();
    const store = await MapStore.open(path, SIZE);
    expect(store.count).to.equal(2);
    await store.close();
  });
});
