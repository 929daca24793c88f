import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { cutItems, cutPairs, type Repair } from './debris.ts';
import type { Path } from './path.ts';

/** Half-open span of characters in the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known of one value of the file. */
export interface Entry {
  readonly key?: Span;
  readonly value?: Span;
  readonly scalar?: Scalar;
  /** The value was put together again from pieces; its characters stand one to one in the source from here on. */
  readonly verbatimFrom?: number;
}

/** What the YAML itself makes impossible. */
export interface ReadProblem {
  readonly span: Span;
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** Far beyond any real policy; stops anchors that multiply. */
export const maximumValues = 200_000;

function spanOf(node: { readonly range?: readonly [number, number, number] | null }): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** Whether the value is a node of the YAML tree. */
export function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function plainValue(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Turns the YAML tree into plain values and remembers where each of them came from. */
export class Reader {
  readonly entries = new Map<string, Entry>();
  readonly order: Path[] = [];
  readonly problems: ReadProblem[] = [];
  readonly #document: Document;
  readonly #text: string;

  constructor(document: Document, text: string) {
    this.#document = document;
    this.#text = text;
  }

  read(node: unknown, path: Path, key?: Span): unknown {
    if (this.order.length >= maximumValues) return null;
    if (isAlias(node)) return this.#readAlias(node, path, key);
    this.#enter(path, {
      ...(key === undefined ? {} : { key }),
      ...(isNode(node) && node.range ? { value: spanOf(node) } : {}),
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
    const span = spanOf(alias);
    const encloses = target !== undefined && spanOf(target).end > span.start;
    if (target !== undefined && !encloses) return this.read(target, path, key);
    this.problems.push({
      span,
      path,
      message: `nothing before this is anchored as &${alias.source}`,
      hint: 'Put the text in quotes when it really begins with an asterisk.',
    });
    this.#enter(path, { ...(key === undefined ? {} : { key }), value: span });
    return null;
  }

  /** Name of the key with its span; undefined, and reported, when it cannot be one. */
  #readKey(pair: Pair, map: YAMLMap, path: Path): { readonly name: string; readonly span: Span } | undefined {
    const { key } = pair;
    if (!isScalar(key)) {
      const span = spanOf(isNode(key) ? key : map);
      this.problems.push({
        span,
        path,
        message: 'a key must be a single word or text',
        hint: 'Put the key in quotes.',
      });
      return undefined;
    }
    const name = key.source ?? String(key.value);
    if (name !== '__proto__') return { name, span: spanOf(key) };
    this.problems.push({ span: spanOf(key), path, message: `"${name}" cannot be a key` });
    return undefined;
  }

  #readMap(map: YAMLMap, path: Path): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const cut = cutPairs(map, this.#text);
    for (const [index, pair] of map.items.entries()) {
      if (cut.pieces.has(index)) continue;
      const key = this.#readKey(pair, map, path);
      if (key === undefined) continue;
      const inner = [...path, key.name];
      const repair = cut.repairs.get(index);
      result[key.name] =
        repair === undefined
          ? this.read(pair.value, inner, key.span)
          : this.#enterRepair(repair, inner, key.span);
    }
    return result;
  }

  #readSeq(seq: YAMLSeq, path: Path): unknown[] {
    const result: unknown[] = [];
    const cut = cutItems(seq, this.#text);
    for (const [index, item] of seq.items.entries()) {
      if (cut.pieces.has(index)) continue;
      const inner = [...path, result.length];
      const repair = cut.repairs.get(index);
      result.push(repair === undefined ? this.read(item, inner) : this.#enterRepair(repair, inner));
    }
    return result;
  }

  #enterRepair(repair: Repair, path: Path, key?: Span): string {
    this.#enter(path, {
      ...(key === undefined ? {} : { key }),
      value: { start: repair.start, end: repair.end },
      verbatimFrom: repair.start,
    });
    this.problems.push({ span: repair, path, message: repair.message, hint: repair.hint });
    return repair.text;
  }
}
