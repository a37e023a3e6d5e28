import { expect } from 'chai';
import { printDuration, printProgress } from '../../plugin/cli/progressLine.js';

describe('progress line', () => {
  it('says stage, per cent, rate and time left', () => {
    const line = printProgress({ event: 'progress', stage: 'depth', done: 50, total: 200, rate: 12.34, secondsLeft: 75 });
    expect(line).to.equal('depth  25 % · 50/200 · 12.3 frames/s · 1:15 left');
  });

  it('leaves out what is not known, and says nothing of time left when done', () => {
    expect(printProgress({ event: 'progress', stage: 'beats', done: 0, total: 0 })).to.equal('beats   0 %');
    expect(printProgress({ event: 'progress', stage: 'beats', done: 2, total: 2, secondsLeft: 0 })).to.equal('beats 100 % · 2/2');
  });

  it('never rounds up to 100 % before the end', () => {
    expect(printProgress({ event: 'progress', stage: 'depth', done: 999, total: 1000 })).to.contain(' 99 %');
  });

  it('prints hours only where there are some', () => {
    expect(printDuration(59.6)).to.equal('1:00');
    expect(printDuration(7384)).to.equal('2:03:04');
  });
});
