import { expect } from 'chai';
import { firstFileOf, planDepthImport } from '#core/lowering/planDepthImport';
import { planRecipe } from '#core/lowering/planRecipe';
import { recipes } from '#core/recipes/index';
import { passportOf, steadyGrid } from '../../fixtures/recipeInputs.js';

describe('planDepthImport', () => {
  it('names the first file of a sequence, and the one file of a movie', () => {
    const passport = passportOf(undefined, [[30, 99, 0.9, 0.2]]);
    expect(firstFileOf({ passport, folder: '/a b/depth' })).to.equal('/a b/depth/depth_00030.png');
    expect(firstFileOf({ passport: { ...passport, filePattern: 'depth_%05d.exr' }, folder: 'C:\\d' })).to.equal('C:\\d\\depth_00030.exr');
    const movie = { ...passport, format: 'prores', filePattern: 'depth.mov' } as const;
    const plan = planDepthImport({ passport: movie, folder: '/d', clipName: 'clip' });
    expect(plan.operations[0]).to.include({ kind: 'importFootage', path: '/d/depth.mov', sequence: false, frameCount: 70 });
    expect(planDepthImport({ passport, folder: '/d', clipName: 'clip' }).operations[0]).to.include({ sequence: true });
  });

  it('plans no recipe on a video that After Effects cannot read', () => {
    const recipe = recipes['rack-focus'];
    const passport = { ...passportOf(), format: 'ffv1', filePattern: 'depth.mkv' } as const;
    const planned = planRecipe({ recipe, values: {}, grid: steadyGrid(), passport, musicOffset: 0, footage: { path: '/d/depth.mkv' }, clipName: 'clip' });
    expect(planned).to.have.nested.property('failure.code', 'plan.capabilityMissing');
  });
});
