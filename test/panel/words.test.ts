import { expect } from 'chai';
import { failureTable } from '#core/failure/failureTable';
import { failureOf } from '#core/failure/result';
import { numberedFile } from '../../panel/app/numberedFile.js';
import { remedyOf, strings } from '../../panel/strings.js';

describe('the words of the panel', () => {
  it('never send an editor to the command line', () => {
    for (const code of Object.keys(failureTable) as (keyof typeof failureTable)[]) expect(remedyOf(failureOf(code)), code).to.not.match(/\bdepthbeat [a-z]|--[a-z]/);
  });

  it('name a few layers and count the rest', () => {
    const applied = (...layers: string[]): string => strings.recipe.applied('Breathe', layers, false);
    expect(applied('a')).to.equal('Breathe is on a.');
    expect(applied('a', 'b')).to.equal('Breathe is on a and b.');
    expect(applied('a', 'b', 'c')).to.equal('Breathe is on a, b and c.');
    expect(applied('a', 'b', 'c', 'd', 'e')).to.equal('Breathe is on a, b and 3 more.');
  });

  it('say what was read back, in one sentence', () => {
    const said = strings.music.wasReadBack;
    expect(said({ moved: 1, added: 0, removed: 12 })).to.equal('Read back from the composition: 1 beat moved, 12 beats deleted.');
    expect(said({ moved: 0, added: 1200, removed: 0 })).to.equal('Read back from the composition: 1,200 beats added.');
    expect(said({ moved: 0, added: 0, removed: 0 })).to.include('nothing to read back');
  });
});

describe('numberedFile', () => {
  it('counts on from the first file, in its own width', () => {
    expect(numberedFile('/a1/shot 7_0098.png', 5)).to.equal('/a1/shot 7_0103.png');
    expect(numberedFile('C:\\renders\\v2\\9.jp2', 3)).to.equal('C:\\renders\\v2\\12.jp2');
    expect(numberedFile('/no number.png', 3)).to.equal('/no number.png');
  });
});
