/**
 * ExtendScript has no JSON. Reading follows json2.js (Crockford, public domain) in idea: text that could be anything but data
 * is refused before it is handed to the engine's own reader, so nothing in a plan can run.
 */
export function readJson(text: string): unknown {
  var bones = text
    .replace(/\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4})/g, '@')
    .replace(/"[^"\\\n\r]*"|true|false|null|-?\d+(?:\.\d*)?(?:[eE][+\-]?\d+)?/g, ']')
    .replace(/(?:^|:|,)(?:\s*\[)+/g, '');
  if (!/^[\],:{}\s]*$/.test(bones)) throw new Error('The text is not JSON.');
  // Not eval: it would keep the bundler from flattening this module. The text was checked above to be data only.
  return new Function('', 'return (' + text + ');')();
}

function hexOf(code: number): string {
  var digits = code.toString(16);
  return '0000'.substring(digits.length) + digits;
}

function writeText(text: string): string {
  var out = '"';
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i);
    if (code === 34 || code === 92) out += '\\' + text.charAt(i);
    else if (code < 32 || code > 126) out += '\\u' + hexOf(code);
    else out += text.charAt(i);
  }
  return out + '"';
}

function writeMembers(value: { [name: string]: unknown }): string {
  var parts: string[] = [];
  for (var name in value) {
    if (Object.prototype.hasOwnProperty.call(value, name) && typeof value[name] !== 'function' && value[name] !== undefined) {
      parts.push(writeText(name) + ':' + writeJson(value[name]));
    }
  }
  return '{' + parts.join(',') + '}';
}

/** Plain data as JSON in ASCII. Numbers that JSON cannot say become null. */
export function writeJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'number') return isFinite(value) ? String(value) : 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Array) {
    var parts: string[] = [];
    for (var i = 0; i < value.length; i++) parts.push(writeJson(value[i]));
    return '[' + parts.join(',') + ']';
  }
  return writeMembers(value as { [name: string]: unknown });
}
