import { strict } from './strict.js';

export class FakeMarkerValue {
  chapter = '';
  url = '';
  duration = 0;
  label = 0;
  private parameters: Record<string, string> = {};

  constructor(public comment: string) {
    return strict(this, 'MarkerValue');
  }

  /** Keys and values are text; enumerable names that AE puts on Object.prototype are not parameters. */
  setParameters(pairs: Record<string, unknown>): void {
    this.parameters = {};
    for (const [name, value] of Object.entries(pairs)) {
      if (typeof value !== 'string') throw new Error(`After Effects error: marker parameter ${name} is not text`);
      this.parameters[name] = value;
    }
  }

  getParameters(): Record<string, string> {
    return { ...this.parameters };
  }
}
