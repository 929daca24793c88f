import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Alias, Document, Node, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Place } from '../../domain/place.ts';
import type { ConfigProblem } from '../problems.ts';
import { cutPairs, cutItems, type Repair } from './debris.ts';
import { showPath, type Path } from './path.ts';
import { characterOffsets } from './scalar-offsets.ts';
import { explainSyntaxError } from './syntax-errors.ts';

/** Half-open span of characters in the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly key?: Span;
  readonly value?: Span;
  readonly scalar?: Scalar;
  /** The value was put together again from pieces; its characters stand one to one in the source from here on. */
  readonly verbatimFrom?: number;
}

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

/** Far beyond any real policy; stops anchors that multiply. */
const maximumValues = 200_000;

class Reader {
  readonly entries = new Map<string, Entry>();
  readonly order: Path[] = [];
  readonly problems: {
    readonly span: Span;
    readonly path: Path;
    readonly message: string;
    readonly hint?: string;
  }[] = [];
  readonly #document: Document;
  readonly #text: string;

  constructor(document: Document, text: string) {
    this.#document = document;
    this.#text = text;
  }

  read(node: Node | null, path: Path, key: Span | undefined): unknown {
    if (this.order.length >= maximumValues) return null;
    if (isAlias(node)) return this.#readAlias(node, path, key);
    this.#enter(path, {
      ...(key === undefined ? {} : { key }),
      ...(node?.range ? { value: { start: node.range[0], end: node.range[1] } } : {}),
      ...(isScalar(node) ? { scalar: node } : {}),
    });
    if (isMap(node)) return this.#readMap(node, path);
    if (isSeq(node)) return this.#readSeq(node, path);
    return isScalar(node) ? plainValue(node.value) : null;
  }

  #enter(path: Path, entry: Entry): void {
    this.entries.set(JSON.stringify(path), entry);
    this.order.push(path);
  }

  #readAlias(alias: Alias, path: Path, key: Span | undefined): unknown {
    const target = alias.resolve(this.#document);
    const encloses = target?.range && alias.range && target.range[1] > alias.range[0];
    if (target !== undefined && !encloses) return this.read(target, path, key);
    const [start, end] = alias.range ?? [0, 0];
    this.problems.push({
      span: { start, end },
      path,
      message: `nothing before this is anchored as &${alias.source}`,
      hint: `Put the text in quotes when it really begins with an asterisk.`,
    });
    this.#enter(path, { ...(key === undefined ? {} : { key }), value: { start, end } });
    return null;
  }

  #readMap(map: YAMLMap, path: Path): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const cut =
      map.flow === true
        ? cutPairs(map, this.#text)
        : { repairs: new Map<number, Repair>(), pieces: new Set<number>() };
    for (const [index, pair] of map.items.entries()) {
      if (cut.pieces.has(index)) continue;
      const { key: keyNode, value } = pair;
      if (!isScalar(keyNode)) {
        const range = (isMap(keyNode) || isSeq(keyNode) || isAlias(keyNode)) && keyNode.range;
        const [start, end] = range || map.range || [0, 0];
        this.problems.push({ span: { start, end }, path, message: 'a key must be a single word or text' });
        continue;
      }
      const name = keyNode.source ?? String(keyNode.value);
      const [start, end] = keyNode.range ?? [0, 0];
      const inner = [...path, name];
      if (name === '__proto__') {
        this.problems.push({ span: { start, end }, path, message: `"${name}" cannot be a key` });
        continue;
      }
      const repair = cut.repairs.get(index);
      result[name] =
        repair === undefined
          ? this.read(isNode(value) ? value : null, inner, { start, end })
          : this.#enterRepair(repair, inner, { start, end });
    }
    return result;
  }

  #readSeq(seq: YAMLSeq, path: Path): unknown[] {
    const result: unknown[] = [];
    const cut =
      seq.flow === true
        ? cutItems(seq, this.#text)
        : { repairs: new Map<number, Repair>(), pieces: new Set<number>() };
    for (const [index, item] of seq.items.entries()) {
      if (cut.pieces.has(index)) continue;
      const inner = [...path, result.length];
      const repair = cut.repairs.get(index);
      result.push(
        repair === undefined
          ? this.read(isNode(item) ? item : null, inner, undefined)
          : this.#enterRepair(repair, inner, undefined),
      );
    }
    return result;
  }

  #enterRepair(repair: Repair, path: Path, key: Span | undefined): string {
    this.#enter(path, {
      ...(key === undefined ? {} : { key }),
      value: { start: repair.start, end: repair.end },
      verbatimFrom: repair.start,
    });
    this.problems.push({ span: repair, path, message: repair.message, hint: repair.hint });
    return repair.text;
  }
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
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
    inside(path, start, end) {
      const found = entry(path);
      const whole = span(path);
      if (found?.verbatimFrom !== undefined) {
        return { start: found.verbatimFrom + start, end: found.verbatimFrom + end };
      }
      const value = found?.scalar?.value;
      if (found?.scalar === undefined || typeof value !== 'string') return whole;
      const offsets = characterOffsets(text, found.scalar, value);
      const first = offsets?.[start];
      const last = offsets?.[Math.max(start, end - 1)];
      if (offsets === undefined) return whole;
      if (first === undefined)
        return { start: (offsets.at(-1) ?? whole.start) + 1, end: (offsets.at(-1) ?? whole.start) + 2 };
      return { start: first, end: (last ?? first) + 1 };
    },
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
  const value = reader.read(isNode(document.contents) ? document.contents : null, [], undefined);
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
