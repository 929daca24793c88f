import { isScalar, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';

/** A value that YAML cut at its commas, put together again so that everything behind it can still be checked. */
export interface Repair {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly message: string;
  readonly hint: string;
}

/** By position in the mapping or list: the values to take instead, and the pieces that belong to them. */
export interface Cut {
  readonly repairs: ReadonlyMap<number, Repair>;
  readonly pieces: ReadonlySet<number>;
}

/** How many parentheses are open at the end, those inside "text" left out. */
function openParentheses(text: string): number {
  let open = 0;
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '(') open += 1;
    else if (!quoted && character === ')') open -= 1;
  }
  return open;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function repair(source: string, start: number, end: number, brackets: string): Repair {
  const text = source.slice(start, end);
  const formula = text.startsWith('=') || text.includes('(');
  const message = formula
    ? `the formula is cut at its comma, because it stands without quotes inside ${brackets}`
    : `the value is cut at its comma, because it stands without quotes inside ${brackets}`;
  return { start, end, text, message, hint: `Put it in quotes, ${quote(text)}, or write it in block style.` };
}

function plainScalar(node: unknown): Scalar | undefined {
  return isScalar(node) && node.type === 'PLAIN' && node.range ? node : undefined;
}

function isPiece(pair: Pair | undefined): boolean {
  return pair !== undefined && pair.value === null && isScalar(pair.key);
}

function endOf(node: unknown): number {
  return isScalar(node) && node.range ? node.range[1] : 0;
}

/**
 * A mapping in braces: `{ when: AND(a, b), use: x }` is read as the three keys `when`, `b)` and `use`. Keys
 * without a colon behind a plain value are the rest of that value.
 */
export function cutPairs(map: YAMLMap, source: string): Cut {
  const repairs = new Map<number, Repair>();
  const pieces = new Set<number>();
  if (map.flow !== true) return { repairs, pieces };
  for (const [index, pair] of map.items.entries()) {
    const value = plainScalar(pair.value);
    if (value?.range === undefined || value.range === null || pieces.has(index)) continue;
    const [start] = value.range;
    let last = index;
    while (isPiece(map.items[last + 1])) last += 1;
    if (last === index) continue;
    for (let piece = index + 1; piece <= last; piece += 1) pieces.add(piece);
    repairs.set(index, repair(source, start, endOf(map.items[last]?.key), 'braces'));
  }
  return { repairs, pieces };
}

const dnPart = /^(?:CN|OU|DC)\s*=/iu;

/** Last item of a formula that begins at `first`; `first` itself when its parentheses never close. */
function lastOfFormula(items: readonly unknown[], first: number, start: number, source: string): number {
  for (let last = first + 1; last < items.length && isScalar(items[last]); last += 1) {
    if (openParentheses(source.slice(start, endOf(items[last]))) <= 0) return last;
  }
  return first;
}

/** Last item of a distinguished name that begins at `first`: it goes on to its last `DC`. */
function lastOfName(items: readonly unknown[], first: number, source: string): number {
  const partAt = (index: number) => {
    const range = plainScalar(items[index])?.range;
    return range ? source.slice(range[0], range[1]) : '';
  };
  let last = first;
  while (dnPart.test(partAt(last + 1)) && !(isDomain(partAt(last)) && !isDomain(partAt(last + 1)))) last += 1;
  return last;
}

function isDomain(part: string): boolean {
  return /^DC\s*=/iu.test(part);
}

/** Last item that belongs to the value beginning at `first`, or `first` itself. */
function lastPiece(items: readonly unknown[], first: number, source: string): number {
  const range = plainScalar(items[first])?.range;
  if (!range) return first;
  const text = source.slice(range[0], range[1]);
  if (openParentheses(text) > 0) return lastOfFormula(items, first, range[0], source);
  // A distinguished name always has commas: a lone `DC=corp` in a list can only be the rest of one.
  return dnPart.test(text) ? lastOfName(items, first, source) : first;
}

/** A list in brackets: `[=LEFT(a, 1), b]` is read as three items; so is a distinguished name. */
export function cutItems(seq: YAMLSeq, source: string): Cut {
  const repairs = new Map<number, Repair>();
  const pieces = new Set<number>();
  if (seq.flow !== true) return { repairs, pieces };
  for (const index of seq.items.keys()) {
    if (pieces.has(index)) continue;
    const last = lastPiece(seq.items, index, source);
    if (last === index) continue;
    for (let piece = index + 1; piece <= last; piece += 1) pieces.add(piece);
    const [start] = plainScalar(seq.items[index])?.range ?? [0];
    repairs.set(index, repair(source, start, endOf(seq.items[last]), 'brackets'));
  }
  return { repairs, pieces };
}
