import { expect } from 'chai';
import fc from 'fast-check';
import { parsePreset } from '#core/parsing/parsePreset';
import { upgradeDocument } from '#core/parsing/upgradeDocument';
import { makePreset, printPreset, resolvePreset } from '#core/presets/preset';
import { recipes } from '#core/recipes/index';
import { resolveValues } from '#core/recipes/resolveValues';

const fog = recipes['fog-pulse'];

describe('presets', () => {
  it('keep what differs from the defaults, through a file and back', () => {
    const values = resolveValues(fog, { density: 0.5, colour: [1, 0, 0] });
    if (!values.ok) throw new Error(values.failure.message);
    const preset = makePreset('Red fog', fog, values.value);
    expect(preset.values).to.deep.equal({ density: 0.5, colour: [1, 0, 0] });
    const read = parsePreset(printPreset(preset), 'red.json');
    expect(read).to.deep.equal({ ok: true, value: preset });
    expect(resolvePreset(preset)).to.deep.equal({ ok: true, value: { recipe: fog, values: values.value, ignored: [] } });
  });

  it('open although a value is gone or out of range, and name it', () => {
    const resolved = resolvePreset({ schema: 'depthbeat.preset', version: 1, name: 'old', recipe: 'fog-pulse', values: { density: 7, wind: 1, amount: 0.1 } });
    expect(resolved.ok && resolved.value.ignored).to.deep.equal(['density', 'wind']);
    expect(resolved.ok && resolved.value.values.amount).to.equal(0.1);
  });

  it('refuse what is not a preset, a newer one, and an unknown recipe', () => {
    for (const text of ['', '[]', '{}', '{"schema":"depthbeat.preset","version":2,"name":"a","recipe":"b","values":{}}', '{"schema":"depthbeat.preset","version":1,"name":"a","recipe":"b","values":{"x":{}}}']) {
      expect(parsePreset(text, 'x').ok, text).to.equal(false);
    }
    expect(resolvePreset({ schema: 'depthbeat.preset', version: 1, name: 'a', recipe: 'nothing', values: {} })).to.deep.include({ ok: false });
    fc.assert(fc.property(fc.json(), (json) => !parsePreset(json, 'x').ok));
  });
});

describe('upgradeDocument', () => {
  const steps = [(one: object) => ({ ...one, a: 2 }), (two: object) => ({ ...two, b: 3 })];

  it('takes every old version to the current one, step by step', () => {
    expect(upgradeDocument({ version: 1 }, steps)).to.deep.equal({ ok: true, value: { version: 3, a: 2, b: 3 } });
    expect(upgradeDocument({ version: 2, a: 9 }, steps)).to.deep.equal({ ok: true, value: { version: 3, a: 9, b: 3 } });
    expect(upgradeDocument({ version: 3 }, steps)).to.deep.equal({ ok: true, value: { version: 3 } });
  });

  it('refuses a newer version and a document without one', () => {
    for (const value of [{ version: 4 }, { version: 0 }, { version: '1' }, {}, null, 7]) expect(upgradeDocument(value, steps).ok).to.equal(false);
  });
});
