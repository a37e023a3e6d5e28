/** Text as a string literal in ASCII that reads back the same in ES3 and in JSON (U+2028 and U+2029 end lines in ES3). */
export function quoteAscii(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
