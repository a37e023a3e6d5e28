import { expect } from 'chai';
import fc from 'fast-check';
import { History } from '../../panel/state/history.js';
import { clampWindow, timeToX, xToTime, zoomAt } from '../../panel/features/music/timeWindow.js';

describe('history', () => {
  it('joins one gesture to one step, and keeps two gestures apart', () => {
    let time = 0;
    const history = new History(0, () => time);
    for (const value of [1, 2, 3]) history.change('drag', () => value);
    time += 2000;
    history.change('drag', () => 4);
    history.undo();
    expect(history.present.get()).to.equal(3);
    history.undo();
    expect(history.present.get()).to.equal(0);
    history.redo();
    expect(history.present.get()).to.equal(3);
  });

  it('walks back to the start and forward to the end of any list of changes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1 }), { minLength: 1, maxLength: 30 }), (values) => {
        const history = new History(0);
        for (const value of values) history.change('', () => value);
        while (history.steps.get().canUndo) history.undo();
        expect(history.present.get()).to.equal(0);
        while (history.steps.get().canRedo) history.redo();
        expect(history.present.get()).to.equal(values[values.length - 1]);
      }),
    );
  });
});

describe('timeWindow', () => {
  const duration = 200;
  const windows = fc.record({ from: fc.double({ min: -50, max: 250, noNaN: true }), span: fc.double({ min: 0.1, max: 400, noNaN: true }) });

  it('stays inside the music, and keeps the time under the pointer while zooming in', () => {
    fc.assert(
      fc.property(windows, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.2, max: 1, noNaN: true }), (wanted, share, factor) => {
        const window = clampWindow(wanted, duration);
        expect(window.from).to.be.at.least(0);
        expect(window.from + window.span).to.be.at.most(duration + 1e-9);
        const closer = zoomAt(window, factor, share, duration);
        expect(xToTime(closer, share * 500, 500)).to.be.closeTo(xToTime(window, share * 500, 500), 1e-6);
      }),
    );
  });

  it('turns times into places and back', () => {
    expect(xToTime({ from: 3, span: 7 }, timeToX({ from: 3, span: 7 }, 5.5, 320), 320)).to.be.closeTo(5.5, 1e-9);
  });
});
