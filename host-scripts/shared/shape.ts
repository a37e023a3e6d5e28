/** Throws a sentence when a value has not the shape; `place` says where in the document it stands. */
export type Shape = (value: unknown, place: string) => void;

function refuse(place: string, expected: string): never {
  throw new Error((place === '' ? 'the document' : place) + ' should be ' + expected);
}

export function textOf(longest: number): Shape {
  return function (value, place) {
    if (typeof value !== 'string' || value.length > longest) refuse(place, 'text of at most ' + longest + ' characters');
  };
}

export function numberIn(lowest: number, highest: number): Shape {
  return function (value, place) {
    if (typeof value !== 'number' || !isFinite(value) || value < lowest || value > highest) refuse(place, 'a number from ' + lowest + ' to ' + highest);
  };
}

export function integerIn(lowest: number, highest: number): Shape {
  return function (value, place) {
    numberIn(lowest, highest)(value, place);
    if (Math.floor(value as number) !== value) refuse(place, 'a whole number');
  };
}

export function boolean(value: unknown, place: string): void {
  if (typeof value !== 'boolean') refuse(place, 'true or false');
}

export function oneOf(choices: (string | number)[]): Shape {
  return function (value, place) {
    for (var i = 0; i < choices.length; i++) if (choices[i] === value) return;
    refuse(place, 'one of ' + choices.join(', '));
  };
}

export function listOf(item: Shape, longest: number): Shape {
  return function (value, place) {
    if (!(value instanceof Array) || value.length > longest) return refuse(place, 'a list of at most ' + longest + ' items');
    for (var i = 0; i < value.length; i++) item(value[i], place + '[' + i + ']');
  };
}

export function optional(inner: Shape): Shape {
  return function (value, place) {
    if (value !== undefined) inner(value, place);
  };
}

export function isRecord(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !(value instanceof Array);
}

/** A member of its own: After Effects and other scripts put names on Object.prototype. */
export function memberOf(value: { [name: string]: unknown }, name: string): unknown {
  return Object.prototype.hasOwnProperty.call(value, name) ? value[name] : undefined;
}

/** An object with these members; others are let be. */
export function recordOf(fields: { [name: string]: Shape }): Shape {
  return function (value, place) {
    if (!isRecord(value)) return refuse(place, 'an object');
    for (var name in fields) {
      if (Object.prototype.hasOwnProperty.call(fields, name)) fields[name](memberOf(value, name), place === '' ? name : place + '.' + name);
    }
  };
}
