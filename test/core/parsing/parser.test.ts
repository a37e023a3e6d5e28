import { expect } from 'chai';
import fc from 'fast-check';
import { dictionary, integer, list, number, oneOf, optional, parseJsonWith, parseWith, record, text } from '#core/parsing/parser';

const point = record({ x: number(0, 1), kind: oneOf('a', 'b'), tags: list(text(5), 2), note: optional(text()) });

describe('parser', () => {
  it('keeps known fields, drops unknown ones and leaves absent optional ones out', () => {
    const result = parseWith(point, { x: 0.5, kind: 'a', tags: [], extra: 1 }, 'p.json');
    expect(result).to.deep.equal({ ok: true, value: { x: 0.5, kind: 'a', tags: [] } });
  });

  it('names the place and the expectation', () => {
    const result = parseWith(point, { x: 0.5, kind: 'a', tags: ['toolong'] }, 'p.json');
    expect(result.ok).to.equal(false);
    if (result.ok) return;
    expect(result.failure.code).to.equal('contract.invalid');
    expect(result.failure.message).to.contain('p.json');
    expect(result.failure.detail).to.contain('tags[0]');
  });

  it('refuses NaN, infinities, fractions for integers and __proto__ as a key', () => {
    expect(parseWith(number(), NaN, 'n').ok).to.equal(false);
    expect(parseWith(number(), Infinity, 'n').ok).to.equal(false);
    expect(parseWith(integer(), 1.5, 'n').ok).to.equal(false);
    expect(parseJsonWith(dictionary(number()), '{"__proto__": 1}', 'n').ok).to.equal(false);
  });

  it('does not read inherited properties', () => {
    const result = parseWith(record({ toString: optional(text()) }), {}, 'p.json');
    expect(result).to.deep.equal({ ok: true, value: {} });
  });

  it('answers every JSON value with a result and never throws', () => {
    fc.assert(fc.property(fc.json(), (json) => typeof parseJsonWith(point, json, 'p').ok === 'boolean'));
  });
});
