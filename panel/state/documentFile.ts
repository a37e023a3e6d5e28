import { parseJsonWith, dictionary, number, optional, record, text, type Parser } from '#core/parsing/parser';
import { beatGrid } from '#core/parsing/parseBeatGrid';
import type { ParameterValue } from '#contracts/parameter';
import { emptyDocument, type ClipDocument } from './clipDocument.js';

const value: Parser<ParameterValue> = (given, place) => {
  if (typeof given === 'string') return text(1000)(given, place);
  if (Array.isArray(given)) return [0, 1, 2].map((index) => number(0, 1)(given[index], place)) as unknown as ParameterValue;
  return number()(given, place);
};

const parser = record({
  grid: optional(beatGrid),
  music: optional(text(32_768)),
  musicOffset: number(-1e6, 1e6),
  recipe: text(200),
  values: dictionary(dictionary(value)),
  focus: dictionary(record({ near: optional(number(0, 1)), far: optional(number(0, 1)) })),
});

export function printDocument(document: ClipDocument): string {
  return JSON.stringify(document);
}

/** A document as it was kept; what cannot be read is an empty one. */
export function readDocument(json: string | undefined): ClipDocument {
  const parsed = json === undefined ? undefined : parseJsonWith(parser, json, 'document');
  return parsed?.ok ? parsed.value : emptyDocument;
}
