import type { Scalar } from 'yaml';

interface Unit {
  readonly text: string;
  readonly offset: number;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  '\t': '\t',
};
const hexLength: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readEscape(source: string, at: number): { readonly text: string; readonly length: number } {
  const letter = source[at + 1] ?? '';
  const digits = hexLength[letter];
  if (digits === undefined) return { text: escapes[letter] ?? letter, length: 2 };
  const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
  return { text: Number.isNaN(code) ? '' : String.fromCodePoint(code), length: 2 + digits };
}

/** What each stretch of one source line contributes to the value, by quoting style. */
function lineUnits(source: string, start: number, end: number, style: Scalar.Type | undefined): Unit[] {
  const units: Unit[] = [];
  let at = start;
  while (at < end) {
    const character = source[at] ?? '';
    if (style === 'QUOTE_SINGLE' && character === "'" && source[at + 1] === "'") {
      units.push({ text: "'", offset: at });
      at += 2;
    } else if (style === 'QUOTE_DOUBLE' && character === '\\' && at + 1 < end) {
      const escape = readEscape(source, at);
      units.push({ text: escape.text, offset: at });
      at += escape.length;
    } else {
      units.push({ text: character, offset: at });
      at += 1;
    }
  }
  return units;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function linesBetween(source: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  let at = start;
  for (;;) {
    const feed = source.indexOf('\n', at);
    if (feed < 0 || feed >= end) {
      lines.push({ start: at, end });
      return lines;
    }
    lines.push({ start: at, end: source[feed - 1] === '\r' ? feed - 1 : feed });
    at = feed + 1;
  }
}

function leadingBlanks(source: string, line: Line): number {
  let at = line.start;
  while (at < line.end && (source[at] === ' ' || source[at] === '\t')) at += 1;
  return at - line.start;
}

/** Lines of a block scalar after its header, without their common indentation. */
function blockLines(source: string, start: number, end: number): Line[] {
  const [header, ...body] = linesBetween(source, start, end);
  const explicit = header === undefined ? null : /[1-9]/u.exec(source.slice(header.start, header.start + 3));
  const filled = body.filter((line) => leadingBlanks(source, line) < line.end - line.start);
  // With an explicit indicator the parent's indentation would be needed: the least indented line is near enough,
  // and the comparison with the value refuses a wrong guess.
  const indents = filled.map((line) => leadingBlanks(source, line));
  const indent = explicit === null ? (indents[0] ?? 0) : Math.min(...indents);
  return body.map((line) => ({ start: Math.min(line.start + indent, line.end), end: line.end }));
}

/** Lines of a plain or quoted scalar, without the blanks that folding eats. */
function foldedLines(source: string, start: number, end: number): Line[] {
  const lines = linesBetween(source, start, end);
  return lines.map((line, index) => {
    const from = index === 0 ? line.start : line.start + leadingBlanks(source, line);
    let to = line.end;
    if (index < lines.length - 1) {
      while (to > from && (source[to - 1] === ' ' || source[to - 1] === '\t')) to -= 1;
    }
    return { start: from, end: to };
  });
}

function scalarLines(source: string, scalar: Scalar, start: number, end: number): Line[] {
  if (scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED') {
    return blockLines(source, start, end);
  }
  const quoted = scalar.type === 'QUOTE_SINGLE' || scalar.type === 'QUOTE_DOUBLE' ? 1 : 0;
  return foldedLines(source, start + quoted, end - quoted);
}

/** Adds where the units stand; false when the text goes another way. */
function follow(units: readonly Unit[], text: string, offsets: number[]): boolean {
  for (const unit of units) {
    if (offsets.length >= text.length) return true;
    if (!text.startsWith(unit.text, offsets.length)) return false;
    for (let index = 0; index < unit.text.length; index += 1) offsets.push(unit.offset);
  }
  return true;
}

/**
 * For each character of a scalar's text, where it stands in the source; undefined when the source cannot be
 * followed, which the caller answers by pointing at the scalar as a whole.
 */
export function characterOffsets(
  source: string,
  scalar: Scalar,
  text: string,
): readonly number[] | undefined {
  const [start, end] = scalar.range ?? [0, 0];
  const offsets: number[] = [];
  for (const line of scalarLines(source, scalar, start, end)) {
    if (!follow(lineUnits(source, line.start, line.end, scalar.type ?? undefined), text, offsets))
      return undefined;
    const next = text[offsets.length];
    if (next === ' ' || next === '\n') offsets.push(line.end);
  }
  while (text[offsets.length] === '\n') offsets.push(end);
  return offsets.length === text.length ? offsets : undefined;
}
