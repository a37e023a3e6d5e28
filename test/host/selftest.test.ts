import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'acorn';
import { expect } from 'chai';
import { bundlePath, inventory, makeStage } from './stage.js';

const script = readFileSync(path.join(path.dirname(bundlePath), 'aftereffects-selftest.jsx'), 'utf8');

describe('the self-test for a real After Effects', () => {
  it('is ES3 in ASCII', () => {
    expect(() => parse(script, { ecmaVersion: 3, allowReserved: 'never' })).not.to.throw();
    expect(script).to.match(/^[\t\n\r\x20-\x7e]*$/);
  });

  it('runs every check to its end, reports each in a line and leaves the project as it was', () => {
    const stage = makeStage({ version: 26.5 });
    const before = inventory(stage);
    stage.engine.run(script);
    const [report] = stage.world.calls.alerts;
    const lines = report.split('\n').slice(2);
    expect(lines.map((line) => line.split(':')[0])).to.deep.equal(['displacement sign', 'menus', 'focal distance range', 'layer input stage', 'key times', 'markers', 'long expression', 'engines', 'start moves keys', 'remap by expression', 'copied composition', 'render']);
    expect(lines[2]).to.equal('focal distance range: 1 taken, 2 refused (After Effects error: Value 2 out of range 0 to 1 for ADBE Camera Lens Blur-0013), maximum 1');
    expect(lines[3]).to.include('can be set');
    expect(lines[4]).to.match(/on a frame 0 s off, between frames 0 s off/);
    expect(lines[5]).to.include('2 set in one call, 0 s off, parameter 7');
    expect(lines[6]).to.include('eighty thousand characters kept');
    expect(lines[7]).to.equal('engines: javascript-1.0 20, extendscript 20 (20 expected)');
    expect(lines[8]).to.include('is at 1.5');
    expect(lines[9]).to.include('shows 2 s at 3 s');
    expect(lines[10]).to.include('points at layer 2');
    expect(lines[11]).to.include('2 files from /temp/depthbeat selftest/proxy_00000.png');
    expect(stage.world.renderItems).to.deep.equal([]);
    expect(inventory(stage)).to.deep.equal(before);
    expect(stage.world.calls.undoGroups).to.equal(1);
  });
});
