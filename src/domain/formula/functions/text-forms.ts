import type { Call, FunctionDefinition } from '../call.ts';
import type { Expression } from '../expression.ts';
import { fault } from '../fault.ts';
import { limits } from '../limits.ts';
import { readNumber } from '../numbers.ts';
import { bounded } from '../bounds.ts';
import { charOfCode, codeOfChar } from './windows-1252.ts';
import { formatCall } from './format.ts';

function mapped(call: Call, change: (text: string) => string): Expression {
  const text = call.text(0);
  return call.ofText((input) => change(text(input)));
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

function repeat(text: string, count: number): string {
  if (count < 0) return fault('REPT', 'the number of repetitions is negative');
  if (text.length * count > limits.textLength) {
    return fault('REPT', `the text is longer than ${limits.textLength} characters`);
  }
  return text.repeat(count);
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

/** Functions that join and reshape text (Microsoft, "Text functions (reference)"). */
export const textFormFunctions: readonly FunctionDefinition[] = [
  {
    name: 'CONCATENATE',
    group: 'text',
    signature: 'CONCATENATE(text, …)',
    description: 'Joins texts; the same as CONCAT and `&`.',
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
      'A number or date in a format: `0 # , . %` and sections with `;`, or `d dd ddd dddd m mm mmm mmmm yy yyyy`. ' +
      'Text that shows a number is formatted as that number, other text stays.',
    example: 'TEXT("42", "00000")',
    answer: '"00042"',
    least: 2,
    most: 2,
    build: formatCall,
  },
];
