import { LineCounter, parseDocument } from 'yaml';
import type { Place } from '../../domain/place.ts';
import type { ConfigProblem } from '../problems.ts';
import { showPath, type Path } from './path.ts';
import { maximumValues, Reader, type Entry, type Span } from './reader.ts';
import { characterOffsets } from './scalar-offsets.ts';
import { explainSyntaxError } from './syntax-errors.ts';

export type { Span } from './reader.ts';

/** The file as plain values, with the way back from every value to its place. */
export interface ConfigDocument {
  readonly file: string;
  readonly text: string;
  /** Mappings, lists, text, numbers, booleans and null. */
  readonly value: unknown;
  /** What the YAML itself makes impossible or doubtful. */
  readonly problems: readonly ConfigProblem[];
  /** Whether the YAML is so broken that looking any further would only mislead. */
  readonly unreadable: boolean;
  /** Place of the value, of its key when the value is empty, or of the nearest thing around it that exists. */
  place(path: Path): Place;
  /** Whether a value stands at the path. */
  has(path: Path): boolean;
  /** Span of the same as {@link place}; of no length when nothing around it exists but the file. */
  span(path: Path): Span;
  /** Span of the key itself. */
  keySpan(path: Path): Span;
  /** Place of a span. */
  placeOf(span: Span, path: Path): Place;
  /** Span of characters inside a text value, exact for every quoting style. */
  inside(path: Path, start: number, end: number): Span;
  /** A number, boolean or null exactly as it was written, `007`; undefined for anything else. */
  written(path: Path): string | undefined;
  /** Whether a comment begins right behind the value. */
  commented(path: Path): boolean;
  /** All paths of the file in its order. */
  paths(): Iterable<Path>;
}

function problemAt(
  file: string,
  counter: LineCounter,
  span: Span,
  path: Path,
  facts: Pick<ConfigProblem, 'message' | 'severity'> & { readonly hint?: string | undefined },
): ConfigProblem {
  const { line, col } = counter.linePos(span.start);
  return {
    code: 'CONFIG_INVALID',
    place: { file, line: Math.max(1, line), column: Math.max(1, col), path: showPath(path) },
    width: span.end - span.start,
    message: facts.message,
    severity: facts.severity,
    ...(facts.hint === undefined ? {} : { hint: facts.hint }),
  };
}

/** Span of characters of a value; of the whole value when the source cannot be followed. */
function insideText(text: string, found: Entry | undefined, whole: Span, start: number, end: number): Span {
  if (found?.verbatimFrom !== undefined) {
    return { start: found.verbatimFrom + start, end: found.verbatimFrom + Math.max(end, start + 1) };
  }
  const scalar = found?.scalar;
  if (typeof scalar?.value !== 'string' || scalar.value === '') return whole;
  const offsets = characterOffsets(text, scalar, scalar.value);
  return offsets === undefined ? whole : spanBetween(offsets, start, end);
}

function spanBetween(offsets: readonly number[], start: number, end: number): Span {
  const last = offsets.at(-1) ?? 0;
  // A problem at the very end, a text that is never closed, stands behind the last character.
  const first = offsets[start] ?? last + 1;
  return { start: first, end: Math.max(first, offsets[Math.min(end, offsets.length) - 1] ?? last) + 1 };
}

/** Where the entries of a reader stand; the part of {@link ConfigDocument} that answers about places. */
function navigation(
  file: string,
  text: string,
  counter: LineCounter,
  reader: Reader,
): Omit<ConfigDocument, 'file' | 'text' | 'value' | 'problems' | 'unreadable'> {
  const entry = (path: Path): Entry | undefined => reader.entries.get(JSON.stringify(path));
  function span(path: Path): Span {
    for (let length = path.length; length >= 0; length -= 1) {
      const found = entry(path.slice(0, length));
      if (found === undefined) continue;
      // What is missing inside a mapping or list is shown at its key: a whole block would be no place.
      const missing =
        length < path.length || found.value === undefined || found.value.start === found.value.end;
      const spot = missing ? (found.key ?? found.value) : found.value;
      if (spot === undefined) continue;
      if (length === path.length || found.key !== undefined) return spot;
      return { start: spot.start, end: length === 0 ? spot.start : spot.start + 1 };
    }
    return { start: 0, end: 0 };
  }
  function placeOf(spot: Span, path: Path): Place {
    const { line, col } = counter.linePos(spot.start);
    return { file, line: Math.max(1, line), column: Math.max(1, col), path: showPath(path) };
  }
  return {
    has: (path) => entry(path) !== undefined,
    span,
    placeOf,
    place: (path) => placeOf(span(path), path),
    keySpan: (path) => entry(path)?.key ?? span(path),
    inside: (path, start, end) => insideText(text, entry(path), span(path), start, end),
    written(path) {
      const scalar = entry(path)?.scalar;
      const typed = scalar !== undefined && typeof scalar.value !== 'string' && scalar.value !== null;
      return typed ? scalar.source : undefined;
    },
    commented: (path) => typeof entry(path)?.scalar?.comment === 'string',
    paths: () => reader.order,
  };
}

/** Reads YAML 1.2: `no` is text, `06:00` is text. Never throws; what is wrong stands in `problems`. */
export function readDocument(text: string, file: string): ConfigDocument {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, version: '1.2' });
  const reader = new Reader(document, text);
  const value = reader.read(document.contents, []);
  const syntax = [...document.errors, ...document.warnings].map((error) => {
    const [start, end] = error.pos;
    return problemAt(file, counter, { start, end }, [], {
      ...explainSyntaxError(error, text),
      severity: 'error',
    });
  });
  const found = reader.problems.map((problem) =>
    problemAt(file, counter, problem.span, problem.path, { ...problem, severity: 'error' }),
  );
  if (reader.order.length >= maximumValues) {
    found.push(
      problemAt(file, counter, { start: 0, end: 1 }, [], {
        message: `the file expands to more than ${maximumValues} values`,
        hint: 'Remove anchors that multiply one another.',
        severity: 'error',
      }),
    );
  }
  const unreadable = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  return {
    file,
    text,
    value,
    problems: [...syntax, ...found],
    unreadable,
    ...navigation(file, text, counter, reader),
  };
}
