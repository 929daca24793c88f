import { dateOf } from '../workforce/index.ts';
import { badParameter } from './answers.ts';
import { readMoment, readOperatorDate, type DayRange, type Query } from './query.ts';
import type { Scene } from './scene.ts';

/** A value that a filter looks at; null never matches. */
type Getter<T, V> = (row: T, scene: Scene) => V | null;

/** One query filter of an endpoint. */
export type Filter<T> =
  /** Equality with one of a comma separated list; upper and lower case are the same, as in the vendor's SQL collation. */
  | { readonly kind: 'text'; readonly of: Getter<T, string> }
  /** As text, and `*` stands for anything. */
  | { readonly kind: 'wildcard'; readonly of: Getter<T, string> }
  /** Operator dates, MM-DD-YYYY. The getter answers a day. */
  | { readonly kind: 'operatorDate'; readonly of: Getter<T, string> }
  /** A plain ISO day. */
  | { readonly kind: 'isoDate'; readonly of: Getter<T, string> }
  | { readonly kind: 'yesNo'; readonly of: Getter<T, boolean> };

/** Filters of an endpoint by parameter name. */
export type Filters<T> = Readonly<Record<string, Filter<T>>>;

type Test<T> = (row: T, scene: Scene) => boolean;

/** `A`, `A,B` and `[A,B]` (ukg-pro-api 2, query filters), folded. */
export function readList(text: string): string[] {
  const inner = /^\[(.*)\]$/.exec(text.trim())?.[1] ?? text;
  return inner.split(',').map((part) => part.trim().toLowerCase());
}

function wildcardTest(pattern: string): (value: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  const [head = '', ...rest] = parts;
  if (rest.length === 0) return (value) => value === head;
  const tail = rest.pop() ?? '';
  return (value) => {
    if (!value.startsWith(head) || value.length < head.length + tail.length) return false;
    let place = head.length;
    for (const part of rest) {
      const found = value.indexOf(part, place);
      if (found < 0) return false;
      place = found + part.length;
    }
    return value.length - tail.length >= place && value.endsWith(tail);
  };
}

function inRange(day: string | null, { from, to }: DayRange): boolean {
  return day !== null && (from === null || day >= from) && (to === null || day <= to);
}

function readYesNo(text: string, name: string): boolean {
  if (/^(y|yes|true|1)$/i.test(text)) return true;
  if (/^(n|no|false|0)$/i.test(text)) return false;
  throw badParameter(name, `The value '${text}' is not valid.`);
}

function testOf<T>(filter: Filter<T>, name: string, text: string, query: Query): Test<T> {
  if (filter.kind === 'text') {
    const wanted = new Set(readList(text));
    return (row, scene) => wanted.has(filter.of(row, scene)?.trim().toLowerCase() ?? '\u0000');
  }
  if (filter.kind === 'wildcard') {
    const tests = readList(text).map(wildcardTest);
    return (row, scene) => {
      const value = filter.of(row, scene)?.toLowerCase();
      return value !== undefined && tests.some((test) => test(value));
    };
  }
  if (filter.kind === 'operatorDate') {
    const range = readOperatorDate(text, name);
    return (row, scene) => inRange(filter.of(row, scene), range);
  }
  if (filter.kind === 'isoDate') {
    const day = dateOf(readMoment(query, name) ?? 0);
    return (row, scene) => filter.of(row, scene) === day;
  }
  const wanted = readYesNo(text, name);
  return (row, scene) => filter.of(row, scene) === wanted;
}

/** What of a query an endpoint understands. Parameters it does not know are ignored. Throws a 400 for a bad value. */
export function readFilters<T>(filters: Filters<T>, query: Query): Test<T>[] {
  const tests: Test<T>[] = [];
  for (const [name, filter] of Object.entries(filters)) {
    const text = query.get(name.toLowerCase());
    if (text === undefined || text === '') continue;
    tests.push(testOf(filter, name, text, query));
  }
  return tests;
}
