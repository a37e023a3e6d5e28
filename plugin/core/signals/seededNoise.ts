import type { SignalOf } from '#contracts/signal';
import type { KeyTime, SignalKind } from './signalKind.js';
import { latticeValue } from '../random/seeded.js';

const shortestPeriod = 0.02;

/** Cubic between lattice values. The hosts' own wiggle cannot be repeated elsewhere, so the hash is plain arithmetic. */
export const seededNoise: SignalKind<SignalOf<'seededNoise'>> = {
  inputs: (node) => [node.period],
  evaluate: (node, at, _context, evaluate) => {
    const place = at / Math.max(shortestPeriod, evaluate(node.period, at));
    const cell = Math.floor(place);
    let move = place - cell;
    move = move * move * (3 - 2 * move);
    return latticeValue(cell, node.seed) * (1 - move) + latticeValue(cell + 1, node.seed) * move;
  },
  print: (node, printer) => {
    const place = printer.variable(`time / Math.max(${shortestPeriod}, ${printer.input(node.period)})`);
    const cell = printer.variable(`Math.floor(${place})`);
    const move = printer.variable(`${place} - ${cell}`);
    printer.statement(`${move} = ${move} * ${move} * (3 - 2 * ${move});`);
    const lattice = (n: string): string =>
      `2 * (((((((${n} % 1000003) + 1000003) % 1000003) * 48271 + ${node.seed} * 69621 + 11) % 2147483647) * 48271) % 2147483647) / 2147483647 - 1`;
    const here = printer.variable(lattice(cell));
    const next = printer.variable(lattice(`(${cell} + 1)`));
    return printer.variable(`${here} * (1 - ${move}) + ${next} * ${move}`);
  },
  keyTimes: (node, _context, range, evaluate) => {
    const period = Math.max(shortestPeriod, evaluate(node.period, range.start));
    const found: KeyTime[] = [];
    for (let cell = Math.ceil(range.start / period); cell * period <= range.end; cell++) found.push({ time: cell * period, jump: false });
    return found;
  },
};
