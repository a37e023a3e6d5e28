import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { DepthPassport } from '#contracts/depthAsset';
import { parseDepthPassport } from '#core/parsing/parseDepthPassport';
import { parseModelManifest } from '#core/parsing/parseModelManifest';
import { projectRoot } from '#helper/media/projectRoot';
import { passportOf } from '../../fixtures/recipeInputs.js';

const manifest = readFileSync(`${projectRoot()}/models/manifest.json`, 'utf8');

describe('parseDepthPassport', () => {
  const whole = passportOf();
  const told = (change: Partial<Record<keyof DepthPassport, unknown>>): boolean => parseDepthPassport(JSON.stringify({ ...whole, ...change }), 'p').ok;

  it('reads what was written', () => {
    expect(parseDepthPassport(JSON.stringify(whole), 'p')).to.deep.equal({ ok: true, value: whole });
  });

  it('reads a passport of version 1, which knew PNG alone', () => {
    const { format, companions, ...rest } = whole;
    expect({ format, companions }).to.deep.equal({ format: 'png', companions: [] });
    expect(parseDepthPassport(JSON.stringify({ ...rest, version: 1 }), 'p')).to.deep.equal({ ok: true, value: whole });
  });

  it('refuses shots with gaps, overlaps or a missing end, and names that could leave the folder', () => {
    expect(told({ shots: [whole.shots[0]] })).to.equal(false);
    expect(told({ shots: [whole.shots[0], { ...whole.shots[1], first: 101 }] })).to.equal(false);
    expect(told({ shots: [whole.shots[1], whole.shots[0]] })).to.equal(false);
    for (const filePattern of ['../depth_%05d.png', 'a/%05d.png', 'depth.png', '%s.png', 'C:\\d%05d.png']) expect(told({ filePattern }), filePattern).to.equal(false);
    expect(told({ frameRate: { numerator: 24, denominator: 0 } })).to.equal(false);
    expect(told({ version: 3 })).to.equal(false);
    for (const filePattern of ['../matte_%05d.png', 'a/b/matte_%05d.png', 'matte_%05d.png']) expect(told({ companions: [{ kind: 'matte', filePattern }] }), filePattern).to.equal(false);
  });

  it('answers any JSON with a result', () => {
    fc.assert(fc.property(fc.json(), (json) => parseDepthPassport(json, 'p').ok === false));
  });
});

describe('parseModelManifest', () => {
  const changed = (change: (document: { models: Record<string, unknown>[]; defaultModel: string }) => void): boolean => {
    const document = JSON.parse(manifest) as { models: Record<string, unknown>[]; defaultModel: string };
    change(document);
    return parseModelManifest(JSON.stringify(document), 'm').ok;
  };

  it('reads the registry', () => {
    expect(changed(() => undefined)).to.equal(true);
  });

  it('refuses repeated ids, an absent default, a draft without a better one, plain http, paths that climb, and a std of 0', () => {
    expect(changed(({ models }) => models.push(models[0]!))).to.equal(false);
    expect(changed((document) => (document.defaultModel = 'gone'))).to.equal(false);
    expect(changed(({ models }) => (models[0]!['draft'] = { instead: 'gone' }))).to.equal(false);
    const file = { confirmed: true, precision: 'fp32' };
    expect(changed(({ models }) => (models[1]!['files'] = [{ ...file, url: 'http://example.org/a.onnx' }]))).to.equal(false);
    for (const path of ['../a.onnx', '/etc/a.onnx', 'a/../../b.onnx', 'C:a.onnx']) expect(changed(({ models }) => (models[1]!['files'] = [{ ...file, path }])), path).to.equal(false);
    expect(changed(({ models }) => ((models[1]!['input'] as { std: number[] }).std = [0, 1, 1]))).to.equal(false);
  });
});
