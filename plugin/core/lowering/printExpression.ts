import type { Signal } from '#contracts/signal';
import { keyTolerance } from '../signals/heldTrack.js';
import { kindOf } from '../signals/index.js';
import type { Printer } from '../signals/signalKind.js';
import { quoteAscii } from './quoteAscii.js';

/** Name of the slider that carries a parameter, signal, event stream, plane or the length of a beat. */
export type SliderNames = (role: 'parameter' | 'signal' | 'events' | 'plane' | 'beatLength', name: string) => string;

export interface ExpressionPlace {
  readonly sliderName: SliderNames;
  /** Operation that made the control layer, when the expression lies on another layer. */
  readonly control?: string;
  /** First line, as a comment: who wrote this and what it does. ASCII. */
  readonly comment: string;
}

/** A binary search, so that a song of thousands of beats costs a dozen looks a frame. */
const lastKeySource = `function lastKey(keys, at) {
  var low = 0;
  var high = keys.numKeys;
  var middle = 0;
  while (low < high) {
    middle = Math.ceil((low + high) / 2);
    if (keys.key(middle).time <= at + ${keyTolerance}) { low = middle; } else { high = middle - 1; }
  }
  return low;
}`;

class ExpressionPrinter implements Printer {
  private readonly lines: string[] = [];
  private readonly known = new Map<string, string>();
  private count = 0;
  private searches = false;

  constructor(private readonly place: ExpressionPlace) {}

  input(input: Signal): string {
    return kindOf(input).print(input, this);
  }

  slider(role: Parameters<SliderNames>[0], name: string): string {
    const layer = this.place.control === undefined ? '' : `${this.shared(`thisComp.layer(@{${this.place.control}})`)}.`;
    return `${layer}effect(${quoteAscii(this.place.sliderName(role, name))})(1)`;
  }

  variable(value: string): string {
    this.count++;
    this.lines.push(`var v${this.count} = ${value};`);
    return `v${this.count}`;
  }

  shared(value: string): string {
    const name = this.known.get(value) ?? this.variable(value);
    this.known.set(value, name);
    return name;
  }

  statement(text: string): void {
    this.lines.push(text);
  }

  lastKey(): string {
    this.searches = true;
    return 'lastKey';
  }

  finish(value: string): string {
    return [`// ${this.place.comment.replace(/[^\x20-\x7e]/g, '?')}`, ...(this.searches ? [lastKeySource] : []), ...this.lines, `${value};`].join('\n');
  }
}

/**
 * A signal as an expression that both After Effects engines and lottie-web run: ES3, ASCII, `var` only, its last
 * statement is the value. Gives the same doubles as `evaluateSignal`. Cost per frame: O(log keys) for each event stream it reads.
 */
export function printExpression(signal: Signal, place: ExpressionPlace): string {
  const printer = new ExpressionPrinter(place);
  return printer.finish(printer.input(signal));
}
