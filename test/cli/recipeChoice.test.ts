import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { toFailure } from '#core/failure/result';
import { makePreset, printPreset } from '#core/presets/preset';
import { recipes } from '#core/recipes/index';
import { chooseRecipe } from '../../plugin/cli/recipeChoice.js';

const fog = recipes['fog-pulse'];

describe('chooseRecipe', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recipes of a stranger '));
  });
  after(() => rm(folder, { recursive: true }));

  async function file(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  async function codeOf(call: Promise<unknown>): Promise<string> {
    return call.then(() => 'none', (error: unknown) => toFailure(error).code);
  }

  it('takes an id with settings on top of the defaults', async () => {
    const { recipe, values } = await chooseRecipe('fog-pulse', { density: '0.5' });
    expect([recipe, values.density, values.amount]).to.deep.equal([fog, 0.5, 0.5]);
  });

  it('takes a preset file, and settings on top of it', async () => {
    const path = await file('Nebel "ä".json', printPreset(makePreset('Nebel', fog, { density: 0.9, amount: 0.1 })));
    const { recipe, values } = await chooseRecipe(path, { amount: '0.2' });
    expect([recipe.id, values.density, values.amount]).to.deep.equal(['fog-pulse', 0.9, 0.2]);
  });

  it('takes a recipe file', async () => {
    const own = { ...fog, id: 'my-fog', title: 'My fog' };
    const { recipe } = await chooseRecipe(await file('mine.json', JSON.stringify(own)), {});
    expect(recipe).to.deep.equal(own);
  });

  it('says what is wrong with anything else', async () => {
    expect(await codeOf(chooseRecipe('fog', {}))).to.equal('recipe.unknown');
    expect(await codeOf(chooseRecipe(join(folder, 'nothing.json'), {}))).to.equal('media.missing');
    expect(await codeOf(chooseRecipe(await file('a.json', 'process.exit()'), {}))).to.equal('contract.invalid');
    expect(await codeOf(chooseRecipe(await file('b.json', JSON.stringify({ ...fog, tracks: [{ slot: 'fog.density', tolerance: 1, signal: { kind: 'signal', name: 'x' } }] })), {}))).to.equal('recipe.invalid');
    expect(await codeOf(chooseRecipe(await file('c.json', '{"schema":"depthbeat.preset","version":9}'), {}))).to.equal('preset.invalid');
    expect(await codeOf(chooseRecipe('fog-pulse', { density: 'much' }))).to.equal('usage.invalid');
  });
});
