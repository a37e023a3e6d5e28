import { expect } from 'chai';
import fc from 'fast-check';
import { readFrames, readPixels, readSeconds, readSetting, readSize, readTiles } from '../../plugin/cli/arguments.js';

describe('command line arguments', () => {
  it('reads a range of frames, or one frame', () => {
    expect(readFrames('3-7')).to.deep.equal({ first: 3, last: 7 });
    expect(readFrames('4')).to.deep.equal({ first: 4, last: 4 });
    for (const text of ['7-3', '-1', 'a', '1-', '1.5-2', '', '1-2-3']) expect(() => readFrames(text), text).to.throw();
  });

  it('reads sizes and refuses absurd ones', () => {
    expect(readSize('half')).to.equal('half');
    expect(readSize('1280x720')).to.deep.equal({ width: 1280, height: 720 });
    for (const text of ['0x0', '15x720', '99999x1', '1280X', 'big', '-1x2']) expect(() => readSize(text), text).to.throw();
  });

  it('reads pixels', () => {
    expect([readPixels('0'), readPixels('2.5'), readPixels('100')]).to.deep.equal([0, 2.5, 100]);
    for (const text of ['', '-1', '101', '1e1', 'two', '2,5']) expect(() => readPixels(text), text).to.throw();
  });

  it('reads tiles along a side', () => {
    expect(['1', '2', '3', '4'].map(readTiles)).to.deep.equal([1, 2, 3, 4]);
    for (const text of ['', '0', '5', '2x2', '-2', '2.5', 'auto']) expect(() => readTiles(text), text).to.throw();
  });

  it('reads seconds, negative ones too', () => {
    expect(readSeconds('-0.25')).to.equal(-0.25);
    for (const text of ['', ' ', 'soon', '1e9', 'NaN', 'Infinity']) expect(() => readSeconds(text), text).to.throw();
  });

  it('collects settings without touching earlier ones', () => {
    const before = { a: '1' };
    expect(readSetting('b=2=3', before)).to.deep.equal({ a: '1', b: '2=3' });
    expect(before).to.deep.equal({ a: '1' });
    expect(() => readSetting('=1', {})).to.throw();
  });

  it('answers any text with a value or an error, and a range is never upside down', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { first, last } = readFrames(text);
          expect(first).to.be.at.most(last);
        } catch (error) {
          expect((error as { code?: string }).code).to.equal('commander.invalidArgument');
        }
      }),
    );
  });
});
