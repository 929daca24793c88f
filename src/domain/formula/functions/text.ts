import { backward, countCharacters, forward } from '../characters.ts';
import type { Call, FunctionDefinition } from '../call.ts';
import type { Expression } from '../expression.ts';
import { fault } from '../fault.ts';
import { limits } from '../limits.ts';
import { readNumber } from '../numbers.ts';
import { bounded } from '../operators.ts';
import { charOfCode, codeOfChar } from './windows-1252.ts';
import { formatCall } from './format.ts';

function mapped(call: Call, change: (text: string) => string): Expression {
  const text = call.text(0);
  return call.ofText((input) => change(text(input)));
}

function notNegative(count: number, where: string): number {
  return count < 0 ? fault(where, 'the number of characters is negative') : count;
}

function fromOne(position: number, where: string): number {
  return position < 1 ? fault(where, 'positions begin with 1') : position;
}

/** Excel's TRIM takes spaces only (U+0020), at the ends and all but one within. */
function trim(text: string): string {
  return text.replaceAll(/ {2,}/g, ' ').replaceAll(/^ | $/g, '');
}

function clean(text: string): string {
  // Control characters are what the function is about.
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f]/g, '');
}

/** A letter after anything that is no letter begins a word, apostrophes and hyphens included, as in Excel. */
function proper(text: string): string {
  return text.toLowerCase().replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => {
    const upper = letter.toUpperCase();
    return upper.length > letter.length ? letter : upper;
  });
}

function substitute(text: string, old: string, replacement: string): string {
  if (old === '') return text;
  const parts = text.split(old);
  const length = text.length + (parts.length - 1) * (replacement.length - old.length);
  if (length > limits.textLength)
    fault('SUBSTITUTE', `the text is longer than ${limits.textLength} characters`);
  return parts.join(replacement);
}

function substituteNth(text: string, old: string, replacement: string, nth: number): string {
  if (nth < 1) return fault('SUBSTITUTE', 'occurrences are counted from 1');
  if (old === '') return text;
  let at = text.indexOf(old);
  for (let count = 1; count < nth && at >= 0; count += 1) at = text.indexOf(old, at + old.length);
  if (at < 0) return text;
  return bounded(text.slice(0, at) + replacement + text.slice(at + old.length), 'SUBSTITUTE');
}

function replace(text: string, start: number, count: number, replacement: string): string {
  const from = forward(text, 0, fromOne(start, 'REPLACE') - 1);
  const to = forward(text, from, notNegative(count, 'REPLACE'));
  return bounded(text.slice(0, from) + replacement + text.slice(to), 'REPLACE');
}

function repeat(text: string, count: number): string {
  if (count < 0) return fault('REPT', 'the number of repetitions is negative');
  if (text.length * count > limits.textLength) {
    return fault('REPT', `the text is longer than ${limits.textLength} characters`);
  }
  return text.repeat(count);
}

function middle(text: string, start: number, count: number): string {
  const from = forward(text, 0, fromOne(start, 'MID') - 1);
  return text.slice(from, forward(text, from, notNegative(count, 'MID')));
}

/** Character position of the first hit at or after a position; a fault when there is none. */
function position(call: Call, find: (wanted: string, text: string, from: number) => number): Expression {
  const wanted = call.text(0);
  const text = call.text(1);
  const start = call.whole(2, 'the start', 1);
  const { name } = call;
  return call.ofNumber((input) => {
    const within = text(input);
    const first = fromOne(start(input), name) - 1;
    const from = forward(within, 0, first);
    if (first > 0 && countCharacters(within, from) < first)
      return fault(name, 'the start lies behind the text');
    const at = find(wanted(input), within, from);
    return at < 0 ? fault(name, 'the text looked for does not occur') : countCharacters(within, at) + 1;
  });
}

/** Segments of a SEARCH pattern; between two of them anything may stand. undefined is `?`, any one character. */
function wildcardSegments(wanted: string): (string | undefined)[][] {
  const segments: (string | undefined)[][] = [[]];
  let escaped = false;
  for (const character of wanted) {
    const segment = segments.at(-1);
    if (segment === undefined) break;
    if (escaped || !'*?~'.includes(character)) {
      if (escaped && !'*?~'.includes(character)) segment.push('~');
      segment.push(character);
      escaped = false;
    } else if (character === '~') escaped = true;
    else if (character === '?') segment.push(undefined);
    else segments.push([]);
  }
  if (escaped) segments.at(-1)?.push('~');
  return segments;
}

function segmentFits(text: string, at: number, segment: readonly (string | undefined)[]): number {
  let to = at;
  for (const wanted of segment) {
    if (to >= text.length) return -1;
    const after = forward(text, to, 1);
    if (wanted !== undefined && text.slice(to, after) !== wanted) return -1;
    to = after;
  }
  return to;
}

/**
 * First place where a pattern with `?` and `*` matches. The leftmost fit of every segment is enough: what fits
 * later leaves less room for the rest, so nothing is ever tried twice.
 */
function searchWildcards(text: string, wanted: string, from: number): number {
  let first = -1;
  let at = from;
  for (const [index, segment] of wildcardSegments(wanted).entries()) {
    let fit = segmentFits(text, at, segment);
    while (fit < 0 && at < text.length) {
      at = forward(text, at, 1);
      fit = segmentFits(text, at, segment);
    }
    if (fit < 0) return -1;
    if (index === 0) first = at;
    at = fit;
  }
  return first;
}

/** Lower case, character by character, so that offsets stay those of the text. */
function foldInPlace(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return [...text]
    .map((character) =>
      character.toLowerCase().length === character.length ? character.toLowerCase() : character,
    )
    .join('');
}

function search(wanted: string, text: string, from: number): number {
  const pattern = foldInPlace(wanted);
  const folded = foldInPlace(text);
  if (!/[*?~]/.test(pattern)) return folded.indexOf(pattern, from);
  // Excel's own bound for the text that SEARCH looks for.
  if (pattern.length > 255) return fault('SEARCH', 'a text with wildcards is longer than 255 characters');
  return searchWildcards(folded, pattern, from);
}

function splitPart(text: string, delimiter: string, part: number): string {
  if (delimiter === '') return fault('SPLIT', 'the delimiter is empty');
  if (part === 0) return fault('SPLIT', 'parts are counted from 1, or from -1 at the end');
  return text.split(delimiter).at(part < 0 ? part : part - 1) ?? '';
}

function textJoin(call: Call): Expression {
  const delimiter = call.text(0);
  const skip = call.condition(1);
  const parts = call.argumentsFrom(2).map((_, index) => call.text(index + 2));
  return call.ofText((input) => {
    const between = delimiter(input);
    const skipping = skip(input);
    let joined: string | undefined;
    for (const part of parts) {
      const text = part(input);
      if (skipping && text === '') continue;
      joined = joined === undefined ? text : bounded(joined + between + text, 'TEXTJOIN');
    }
    return joined ?? '';
  });
}

function concat(call: Call): Expression {
  const parts = call.argumentsFrom(0).map((_, index) => call.text(index));
  return call.ofText((input) => {
    let text = '';
    for (const part of parts) text = bounded(text + part(input), call.name);
    return text;
  });
}

/** Functions over text (Microsoft, "Text functions (reference)"), those of SPLIT and ASCII are our own. */
export const textFunctions: readonly FunctionDefinition[] = [
  {
    name: 'CONCATENATE',
    group: 'text',
    signature: 'CONCATENATE(text, …)',
    description: 'Joins texts; the same as CONCAT and "&".',
    example: 'CONCATENATE("Ana", " ", "Silva")',
    answer: '"Ana Silva"',
    least: 1,
    most: Infinity,
    build: concat,
  },
  {
    name: 'CONCAT',
    group: 'text',
    signature: 'CONCAT(text, …)',
    description: 'Joins texts.',
    example: 'CONCAT("a", 1, TRUE)',
    answer: '"a1TRUE"',
    least: 1,
    most: Infinity,
    build: concat,
  },
  {
    name: 'TEXTJOIN',
    group: 'text',
    signature: 'TEXTJOIN(delimiter, ignore_empty, text, …)',
    description: 'Joins texts with a delimiter between them; ignore_empty TRUE leaves empty ones out.',
    example: 'TEXTJOIN(" ", TRUE, "Ana", "", "Silva")',
    answer: '"Ana Silva"',
    least: 3,
    most: Infinity,
    build: textJoin,
  },
  {
    name: 'LEFT',
    group: 'text',
    signature: 'LEFT(text, [count])',
    description: 'The first characters, one when no count is given.',
    example: 'LEFT("Maria", 2)',
    answer: '"Ma"',
    least: 1,
    most: 2,
    build(call) {
      const text = call.text(0);
      const count = call.whole(1, 'the count', 1);
      return call.ofText((input) => {
        const whole = text(input);
        return whole.slice(0, forward(whole, 0, notNegative(count(input), 'LEFT')));
      });
    },
  },
  {
    name: 'RIGHT',
    group: 'text',
    signature: 'RIGHT(text, [count])',
    description: 'The last characters, one when no count is given.',
    example: 'RIGHT("Maria", 2)',
    answer: '"ia"',
    least: 1,
    most: 2,
    build(call) {
      const text = call.text(0);
      const count = call.whole(1, 'the count', 1);
      return call.ofText((input) => {
        const whole = text(input);
        return whole.slice(backward(whole, notNegative(count(input), 'RIGHT')));
      });
    },
  },
  {
    name: 'MID',
    group: 'text',
    signature: 'MID(text, start, count)',
    description: 'Characters from a position on; the first position is 1.',
    example: 'MID("Maria", 2, 3)',
    answer: '"ari"',
    least: 3,
    most: 3,
    build(call) {
      const text = call.text(0);
      const start = call.whole(1, 'the start');
      const count = call.whole(2, 'the count');
      return call.ofText((input) => middle(text(input), start(input), count(input)));
    },
  },
  {
    name: 'LEN',
    group: 'text',
    signature: 'LEN(text)',
    description: 'Number of characters.',
    example: 'LEN("Maria")',
    answer: '5',
    least: 1,
    most: 1,
    build(call) {
      const text = call.text(0);
      return call.ofNumber((input) => countCharacters(text(input)));
    },
  },
  {
    name: 'LOWER',
    group: 'text',
    signature: 'LOWER(text)',
    description: 'Lower case.',
    example: 'LOWER("O\'Neil")',
    answer: '"o\'neil"',
    least: 1,
    most: 1,
    build: (call) => mapped(call, (text) => text.toLowerCase()),
  },
  {
    name: 'UPPER',
    group: 'text',
    signature: 'UPPER(text)',
    description: 'Upper case.',
    example: 'UPPER("Renée")',
    answer: '"RENÉE"',
    least: 1,
    most: 1,
    build: (call) => mapped(call, (text) => text.toUpperCase()),
  },
  {
    name: 'PROPER',
    group: 'text',
    signature: 'PROPER(text)',
    description: 'Every letter that follows no letter in upper case, the others in lower case.',
    example: 'PROPER("jean-luc O\'NEIL")',
    answer: '"Jean-Luc O\'Neil"',
    least: 1,
    most: 1,
    build: (call) => mapped(call, proper),
  },
  {
    name: 'TRIM',
    group: 'text',
    signature: 'TRIM(text)',
    description: 'Without spaces at the ends, and single spaces within.',
    example: 'TRIM("  Ana   Silva ")',
    answer: '"Ana Silva"',
    least: 1,
    most: 1,
    build: (call) => mapped(call, trim),
  },
  {
    name: 'CLEAN',
    group: 'text',
    signature: 'CLEAN(text)',
    description: 'Without control characters (codes 0 to 31).',
    example: 'CLEAN("Ana" & CHAR(9))',
    answer: '"Ana"',
    least: 1,
    most: 1,
    build: (call) => mapped(call, clean),
  },
  {
    name: 'SUBSTITUTE',
    group: 'text',
    signature: 'SUBSTITUTE(text, old, new, [occurrence])',
    description: 'Replaces a text, everywhere or at one occurrence; upper and lower case differ.',
    example: 'SUBSTITUTE("a-b-c", "-", "", 2)',
    answer: '"a-bc"',
    least: 3,
    most: 4,
    build(call) {
      const text = call.text(0);
      const old = call.text(1);
      const replacement = call.text(2);
      if (call.count === 3)
        return call.ofText((input) => substitute(text(input), old(input), replacement(input)));
      const nth = call.whole(3, 'the occurrence');
      return call.ofText((input) => substituteNth(text(input), old(input), replacement(input), nth(input)));
    },
  },
  {
    name: 'REPLACE',
    group: 'text',
    signature: 'REPLACE(text, start, count, new)',
    description: 'Replaces characters by position.',
    example: 'REPLACE("abcdef", 2, 3, "*")',
    answer: '"a*ef"',
    least: 4,
    most: 4,
    build(call) {
      const text = call.text(0);
      const start = call.whole(1, 'the start');
      const count = call.whole(2, 'the count');
      const replacement = call.text(3);
      return call.ofText((input) => replace(text(input), start(input), count(input), replacement(input)));
    },
  },
  {
    name: 'FIND',
    group: 'text',
    signature: 'FIND(find, text, [start])',
    description:
      'Position of a text in another; upper and lower case differ; a fault when it does not occur.',
    example: 'FIND("@", "ana@corp.example")',
    answer: '4',
    least: 2,
    most: 3,
    build: (call) => position(call, (wanted, text, from) => text.indexOf(wanted, from)),
  },
  {
    name: 'SEARCH',
    group: 'text',
    signature: 'SEARCH(find, text, [start])',
    description:
      'As FIND, without regard to case and with the wildcards ? and * (~ before one takes it as it is).',
    example: 'SEARCH("c?rp", "ana@CORP.example")',
    answer: '5',
    least: 2,
    most: 3,
    build: (call) => position(call, search),
  },
  {
    name: 'EXACT',
    group: 'text',
    signature: 'EXACT(a, b)',
    description: 'Whether two texts are the same, upper and lower case included.',
    example: 'EXACT("word", "Word")',
    answer: 'FALSE',
    least: 2,
    most: 2,
    build(call) {
      const a = call.text(0);
      const b = call.text(1);
      return call.ofBoolean((input) => a(input) === b(input));
    },
  },
  {
    name: 'REPT',
    group: 'text',
    signature: 'REPT(text, count)',
    description: 'The text repeated.',
    example: 'REPT("0", 3) & 7',
    answer: '"0007"',
    least: 2,
    most: 2,
    build(call) {
      const text = call.text(0);
      const count = call.whole(1, 'the count');
      return call.ofText((input) => repeat(text(input), count(input)));
    },
  },
  {
    name: 'CHAR',
    group: 'text',
    signature: 'CHAR(code)',
    description: 'The character of a code from 1 to 255 (Windows-1252).',
    example: 'CHAR(65)',
    answer: '"A"',
    least: 1,
    most: 1,
    build(call) {
      const code = call.whole(0, 'the code');
      return call.ofText((input) => charOfCode(code(input)) ?? fault('CHAR', 'codes run from 1 to 255'));
    },
  },
  {
    name: 'CODE',
    group: 'text',
    signature: 'CODE(text)',
    description:
      'The code of the first character (Windows-1252); 63, the question mark, when it has none there.',
    example: 'CODE("Alphabet")',
    answer: '65',
    least: 1,
    most: 1,
    build(call) {
      const text = call.text(0);
      return call.ofNumber((input) => codeOfChar(text(input)) ?? fault('CODE', 'the text is empty'));
    },
  },
  {
    name: 'VALUE',
    group: 'text',
    signature: 'VALUE(text)',
    description: 'The number that a text shows; a fault when it shows none.',
    example: 'VALUE("$1,000")',
    answer: '1000',
    least: 1,
    most: 1,
    build(call) {
      const text = call.text(0);
      return call.ofNumber(
        (input) => readNumber(text(input)) ?? fault('VALUE', 'the text does not show a number'),
      );
    },
  },
  {
    name: 'TEXT',
    group: 'text',
    signature: 'TEXT(value, "format")',
    description:
      'A number or date in a format: 0 # , . % and sections with ;, or d dd ddd dddd m mm mmm mmmm yy yyyy. ' +
      'Text that shows a number is formatted as that number, other text stays.',
    example: 'TEXT("42", "00000")',
    answer: '"00042"',
    least: 2,
    most: 2,
    build: formatCall,
  },
  {
    name: 'SPLIT',
    group: 'text',
    signature: 'SPLIT(text, delimiter, [part])',
    description:
      'One part of a text that a delimiter divides: the first, the part given, or counted from the end when ' +
      'negative; empty when there are fewer.',
    example: 'SPLIT("Ana Maria Silva", " ", -1)',
    answer: '"Silva"',
    least: 2,
    most: 3,
    build(call) {
      const text = call.text(0);
      const delimiter = call.text(1);
      const part = call.whole(2, 'the part', 1);
      return call.ofText((input) => splitPart(text(input), delimiter(input), part(input)));
    },
  },
];
