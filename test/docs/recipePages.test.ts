import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describeRecipe } from '#core/recipes/describeRecipe';
import { recipes } from '#core/recipes/index';
import { projectRoot } from '#helper/media/projectRoot';

const folder = path.join(projectRoot(), 'plugin/docs/recipes');
const table = /\| Slider \|[^]*?(?=\n\n)/;

describe('recipe pages', () => {
  for (const recipe of Object.values(recipes)) {
    it(`${recipe.id} has a page whose picture is there and whose table is what the recipe says`, () => {
      const file = path.join(folder, `${recipe.id}.md`);
      const page = readFileSync(file, 'utf8');
      const wanted = describeRecipe(recipe);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, page.replace(table, () => wanted));
      else expect(table.exec(page)?.[0]).to.equal(wanted);
      expect(page).to.include(`# ${recipe.title}`).and.include(recipe.sentence);
      const picture = /!\[[^\]]*\]\(([^)]+)\)/.exec(page)?.[1] ?? '';
      expect(existsSync(path.join(folder, picture)), picture).to.equal(true);
    });
  }

  it('are all listed in the index', () => {
    const index = readFileSync(path.join(folder, 'README.md'), 'utf8');
    for (const { id, title } of Object.values(recipes)) expect(index).to.include(`[${title}](${id}.md)`);
  });
});
