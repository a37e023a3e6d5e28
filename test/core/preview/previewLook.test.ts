import { expect } from 'chai';
import { plainLook, previewLook } from '#core/preview/previewLook';
import { recipes } from '#core/recipes/index';
import { resolveValues } from '#core/recipes/resolveValues';

describe('previewLook', () => {
  it('takes the colour of a recipe that has one, and the rig\'s own else', () => {
    const fog = resolveValues(recipes['fog-pulse'], { colour: [1, 0.5, 0] });
    const rack = resolveValues(recipes['rack-focus'], {});
    expect(fog.ok && previewLook(fog.value).fogColour).to.deep.equal([1, 0.5, 0]);
    expect(rack.ok && previewLook(rack.value)).to.deep.equal(plainLook);
  });
});
