import { backward, countCharacters, forward } from '../characters.ts';
import type { Call, FunctionDefinition } from '../call.ts';
import type { Expression } from '../expression.ts';
import { fault } from '../fault.ts';
import { limits } from '../limits.ts';
import { bounded } from '../bounds.ts';
import { search } from './search.ts';

function notNegative(count: number, where: string): number {
  return count < 0 ? fault(where, 'the number of characters is negative') : count;
}

function fromOne(place: number, where: string): number {
  return place < 1 ? fault(where, 'positions begin with 1') : place;
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

function splitPart(text: string, delimiter: string, part: number): string {
  if (delimiter === '') return fault('SPLIT', 'the delimiter is empty');
  if (part === 0) return fault('SPLIT', 'parts are counted from 1, or from -1 at the end');
  return text.split(delimiter).at(part < 0 ? part : part - 1) ?? '';
}

/** Functions that find and cut text (Microsoft, "Text functions (reference)"); SPLIT is our own. */
export const textPartFunctions: readonly FunctionDefinition[] = [
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
      'As FIND, without regard to case and with the wildcards `?` and `*` (`~` before one takes it as it is).',
    example: 'SEARCH("c?rp", "ana@CORP.example")',
    answer: '5',
    least: 2,
    most: 3,
    build: (call) => position(call, search),
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
