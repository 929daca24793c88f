import type { CharacterTest } from './syntax.ts';

function isDigit(point: number): boolean {
  return point >= 48 && point <= 57;
}

/** Letters, digits and underscore of ASCII, as `\w` means in JavaScript and RE2. */
export function isWord(point: number): boolean {
  return (point >= 97 && point <= 122) || (point >= 65 && point <= 90) || isDigit(point) || point === 95;
}

function isSpace(point: number): boolean {
  return /\s/u.test(String.fromCodePoint(point));
}

function isLineEnd(point: number): boolean {
  return point === 10 || point === 13 || point === 0x2028 || point === 0x2029;
}

function property(expression: RegExp): CharacterTest {
  return (point) => expression.test(String.fromCodePoint(point));
}

function not(test: CharacterTest): CharacterTest {
  return (point) => !test(point);
}

/** `.` */
export const anyButLineEnd: CharacterTest = not(isLineEnd);

/** `\d \w \s` and their opposites, by the letter after the backslash. */
export const classLetters = new Map<string, CharacterTest>([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWord],
  ['W', not(isWord)],
  ['s', isSpace],
  ['S', not(isSpace)],
]);

/** General categories of `\p{…}`. */
export const properties = new Map<string, CharacterTest>([
  ['L', property(/\p{L}/u)],
  ['Lu', property(/\p{Lu}/u)],
  ['Ll', property(/\p{Ll}/u)],
  ['M', property(/\p{M}/u)],
  ['N', property(/\p{N}/u)],
  ['Nd', property(/\p{Nd}/u)],
  ['P', property(/\p{P}/u)],
  ['S', property(/\p{S}/u)],
  ['Z', property(/\p{Z}/u)],
]);

/** Escapes that stand for one character, by the letter after the backslash. */
export const controlLetters = new Map<string, number>([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['f', 12],
  ['v', 11],
]);

/** Exactly one character. */
export function one(wanted: number): CharacterTest {
  return (point) => point === wanted;
}

/** Characters from one to another. */
export function between(first: number, last: number): CharacterTest {
  return (point) => point >= first && point <= last;
}

/** Any of several, or none of them. */
export function anyOf(tests: readonly CharacterTest[], negated: boolean): CharacterTest {
  return (point) => {
    for (const test of tests) if (test(point)) return !negated;
    return negated;
  };
}

export { not as opposite };
