import * as fc from 'fast-check';
import { compilePattern } from '../../../../src/domain/formula/pattern/program.ts';
import { readReplacement, replaceMatches } from '../../../../src/domain/formula/pattern/replace.ts';
import { limits } from '../../../../src/domain/formula/limits.ts';
import { answer, anyOf, literal, problems, shown } from './evaluate.ts';

function pattern(source: string) {
  const compiled = compilePattern(source);
  if ('message' in compiled) throw new Error(`${source}: ${compiled.message}`);
  return compiled;
}

function replaced(text: string, source: string, replacement: string): string {
  const compiled = pattern(source);
  const read = readReplacement(replacement, compiled.groups);
  if ('message' in read) throw new Error(read.message);
  return replaceMatches(compiled, text, read);
}

describe('REGEXREPLACE', () => {
  it.each([
    ['REGEXREPLACE("(555) 010-2233", "\\D", "")', '"5550102233"'],
    ['REGEXREPLACE("O\'Neil-Smith", "[^A-Za-z]", "")', '"ONeilSmith"'],
    ['REGEXREPLACE("Silva, Ana", "^(\\w+), (\\w+)$", "$2 $1")', '"Ana Silva"'],
    ['REGEXREPLACE("a.b.c", "\\.", "$$")', '"a$b$c"'],
    ['REGEXREPLACE("aXbX", "X$", "")', '"aXb"'],
    ['REGEXREPLACE("", "^$", "empty")', '"empty"'],
    ['REGEXREPLACE("Renée Zoë", "\\p{Ll}+", "*")', '"R* Z*"'],
    ['REGEXREPLACE("abc", "", "-")', '"-a-b-c-"'],
    ['REGEXREPLACE("𠮷田", ".", "x")', '"xx"'],
    ['REGEXREPLACE("a1b22", "\\d{2}", "#")', '"a1b#"'],
    ['REGEXREPLACE("cat concat", "\\Bcat", "dog")', '"cat condog"'],
    ['REGEXREPLACE("cat concat", "\\bcat\\b", "dog")', '"dog concat"'],
    ['REGEXREPLACE("<<a>>", "<(.+?)>", "$1")', '"<a>"'],
    ['REGEXREPLACE(1234, "2", "")', '"134"'],
  ])('%s is %s', (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  it('takes a computed replacement as it stands, so that a value cannot name groups', () => {
    expect(answer('REGEXREPLACE("ab", "(a)", firstName)', { firstName: '$1$1' })).toBe('$1$1b');
  });

  it.each([
    ['(a', '"(" is never closed', 0],
    ['a)', '")" closes nothing', 1],
    ['[a', '"[" is never closed', 0],
    ['*a', '"*" stands alone', 0],
    ['a**', '"*" repeats nothing', 2],
    ['a{2', '"{" begins no count', 1],
    ['a{3,2}', '{3,2} ends before it begins', 0],
    ['a{1001}', 'counts go up to 1000', 1],
    ['(a{1000}){2}', 'the pattern has more than 1000 states', 0],
    ['(a)\\1', 'a pattern cannot refer back to a group', 3],
    ['(?=a)', 'groups look neither ahead nor behind, and have no names or flags', 0],
    ['(?<n>a)', 'groups look neither ahead nor behind, and have no names or flags', 0],
    ['\\p{Greek}', 'no such kind of character', 0],
    ['\\q', '\\q has no meaning', 0],
    ['a\\', 'nothing follows the backslash', 1],
    ['[z-a]', 'the range ends before it begins', 1],
    ['^*', 'a place cannot be repeated', 0],
    [`${'('.repeat(65)}${')'.repeat(65)}`, 'the pattern is nested more than 64 deep', 64],
  ])('refuses %j: %s', (source, message, at) => {
    expect(problems(`REGEXREPLACE(firstName, ${literal(source)}, "")`)).toEqual([
      expect.objectContaining({ message: `pattern: ${message}`, start: 25 + at }),
    ]);
  });

  it.each([
    ['$2', 'the pattern has no group 2'],
    ['$x', '"$" names no group'],
    ['a$', '"$" names no group'],
  ])('refuses the replacement %j: %s', (replacement, message) => {
    expect(readReplacement(replacement, 1)).toEqual(expect.objectContaining({ message }));
  });
});

/** Patterns on which backtracking and our engine must agree: nothing empty is repeated, no group is repeated. */
const character = fc.constantFrom(
  'a',
  'b',
  'c',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\s',
  '\\W',
  '[a-c1]',
  '\\.',
  '\\p{L}',
);
const quantifier = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?', '{1,}');
const piece = fc.tuple(character, quantifier).map(([item, count]) => item + count);
const alternatives = fc
  .array(fc.array(fc.oneof(character, piece), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((options) => options.map((parts) => parts.join('')).join('|'));
/** Not empty: every option begins with one character. */
const solid = fc
  .array(fc.tuple(character, piece), { minLength: 1, maxLength: 2 })
  .map((options) => options.map((parts) => parts.join('')).join('|'));
const safePattern = fc
  .array(
    fc.oneof(
      piece,
      alternatives.map((inner) => `(${inner})`),
      alternatives.map((inner) => `(?:${inner})`),
      fc.tuple(solid, quantifier).map(([inner, count]) => `(?:${inner})${count}`),
      fc.constantFrom('\\b', '^', '$'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const subject = fc.string({ unit: anyOf('aabbcc1 .\n𠮷é'), maxLength: 14 });

describe('the regular expressions', () => {
  it('replace what the regular expressions of JavaScript replace', () => {
    fc.assert(
      fc.property(safePattern, subject, (source, text) => {
        const groups = source.split('(').length - source.split('(?:').length;
        const reference = groups > 0 ? '[$1]' : '';
        const expected = text.replaceAll(new RegExp(source, 'gu'), (match, first: unknown) => {
          const group = groups > 0 && typeof first === 'string' ? first : '';
          return groups > 0 ? `<${match}[${group}]>` : `<${match}>`;
        });
        expect(replaced(text, source, `<$0${reference}>`)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('never throw anything but faults of the pattern', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: anyOf('ab()[]{}|*+?^$\\.-,19pdwLB'), maxLength: 16 }),
    );
    const found = fc.check(
      fc.property(garbage, (source) => {
        const compiled = compilePattern(source);
        if ('message' in compiled) return compiled.at <= source.length;
        return typeof replaceMatches(compiled, 'ab 19\\pLdw', []) === 'string';
      }),
      { numRuns: 3000 },
    );
    expect(found).toMatchObject({ failed: false, counterexample: null });
  });
});

function steps(source: string, text: string): number {
  const counter = { steps: 0 };
  replaceMatches(pattern(source), text, [''], counter);
  return counter.steps;
}

describe('the cost of a regular expression', () => {
  it.each([
    '(a+)+$',
    '(a|a)*$',
    '(a|aa)+$',
    '(.*a){12}$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a*)*b',
    '(?:a?){30}a{30}$',
  ])('%s takes steps in proportion to the text, which a backtracking engine would not end', (source) => {
    const states = pattern(source).states.length;
    // One search: the text does not match, so that nothing is replaced and searched anew.
    const at = (length: number): number => steps(source, `${'a'.repeat(length)}!`);
    expect(at(200)).toBeLessThanOrEqual(2 * states * 203);
    expect(at(400)).toBeLessThanOrEqual(2 * states * 403);
    expect(at(400)).toBeLessThan(at(200) * 2.5);
  });

  it('stops many searches that each look far ahead', () => {
    const text = 'a'.repeat(limits.textLength);
    expect(steps('a', text.slice(0, 1000))).toBeLessThan(10_000);
    expect(() => steps('a.*b|a', text)).toThrow('REGEXREPLACE: the text takes too many steps to search');
  });

  it('stops a replacement that grows too long', () => {
    expect(shown(`REGEXREPLACE(REPT("a", 20000), "a", "bb")`)).toBe('fault');
  });
});
