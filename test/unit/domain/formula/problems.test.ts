import * as fc from 'fast-check';
import { compileFormula, formulaLimits } from '../../../../src/domain/formula/index.ts';
import type { FormulaType } from '../../../../src/domain/formula/types.ts';
import { environment, problems } from './evaluate.ts';

function marked(source: string, expected?: FormulaType): [string, number, number, string | undefined][] {
  return problems(source, expected).map(({ start, end, message, hint }) => [message, start, end, hint]);
}

describe('a formula that cannot be read', () => {
  it.each<[string, [string, number, number, string | undefined][]]>([
    ['LOWER(firstName', [['"(" is never closed', 5, 6, 'add ")"']]],
    ['=LOWER(firstName', [['"(" is never closed', 6, 7, 'add ")"']]],
    ['1+*2', [['expected a value but found "*"', 2, 3, undefined]]],
    ['1+', [['the formula ends where a value is expected', 1, 2, undefined]]],
    ['', [['the formula is empty', 0, 0, undefined]]],
    ['=', [['the formula is empty', 0, 1, undefined]]],
    ['firstName)', [['")" closes nothing', 9, 10, undefined]]],
    ['1, 2', [['"," stands outside a function', 1, 2, undefined]]],
    ['firstName lastName', [['expected an operator but found "lastName"', 10, 18, 'join texts with "&"']]],
    [
      'LEFT(firstName lastName)',
      [
        [
          'expected "," or ")" but found "lastName"',
          15,
          23,
          'join texts with "&", separate arguments with ","',
        ],
      ],
    ],
    ['"abc', [['the text is never closed', 0, 1, 'end it with a double quote']]],
    ["firstName & 'x'", [['text stands in double quotes', 12, 15, 'write "x"']]],
    ['firstName & “x”', [['text stands in double quotes', 12, 15, 'write "x"']]],
    ['firstName == "x"', [['"==" is not an operator', 10, 12, 'write "="']]],
    ['firstName != "x"', [['"!=" is not an operator', 10, 12, 'write "<>"']]],
    ['IF(,1,2)', [['an argument is missing here', 3, 4, 'write "" for an empty value']]],
    ['LEFT("a",)', [['an argument is missing here', 9, 10, 'write "" for an empty value']]],
    ['12abc', [['"12abc" is neither a number nor a name', 0, 5, 'write "12abc" in quotes']]],
    ['1 # 2', [['"#" has no meaning in a formula', 2, 3, undefined]]],
    ['TRUE(1)', [['TRUE takes no arguments', 0, 7, undefined]]],
  ])('%j', (source, expected) => {
    expect(marked(source)).toEqual(expected);
  });
});

describe('a formula whose names are wrong', () => {
  it.each<[string, [string, number, number, string | undefined][]]>([
    ['frstName', [['unknown attribute frstName', 0, 8, 'did you mean firstName?']]],
    ['zzzzzz', [['unknown attribute zzzzzz', 0, 6, undefined]]],
    ['manager.mial', [['unknown attribute manager.mial', 0, 12, 'did you mean manager.mail?']]],
    ['FOO(1)', [['unknown function FOO', 0, 3, undefined]]],
    ['LOWR(firstName)', [['unknown function LOWR', 0, 4, 'did you mean LOWER?']]],
    ['LOWER', [['LOWER is a function', 0, 5, 'write LOWER(text)']]],
    ['sites', [['sites is a lookup table', 0, 5, 'write LOOKUP(sites, key)']]],
    ['LOOKUP(sitse, "a")', [['unknown lookup table sitse', 7, 12, 'did you mean sites?']]],
    ['firstName(1)', [['firstName is an attribute, not a function', 0, 9, 'join texts with "&"']]],
    [
      'NOW()',
      [
        [
          'NOW is not available',
          0,
          3,
          'an answer that depends on the minute cannot be previewed or repeated; use TODAY()',
        ],
      ],
    ],
    ['VLOOKUP(1)', [['VLOOKUP is not available', 0, 7, 'use LOOKUP(table, key, [default])']]],
    ['LEFT()', [['LEFT takes 1 to 2 arguments, not 0', 0, 6, 'write LEFT(text, [count])']]],
    ['LEFT(1,2,3)', [['LEFT takes 1 to 2 arguments, not 3', 0, 11, 'write LEFT(text, [count])']]],
    ['TODAY(1)', [['TODAY takes no arguments, not 1', 0, 8, 'write TODAY()']]],
    [
      'IFS(TRUE, 1, FALSE)',
      [['IFS takes pairs of a condition and a value', 0, 19, 'end it with TRUE, value']],
    ],
  ])('%j', (source, expected) => {
    expect(marked(source)).toEqual(expected);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype'])(
    'treats %s as an unknown attribute, function and table',
    (name) => {
      expect(marked(name)[0]?.[0]).toBe(`unknown attribute ${name}`);
      expect(marked(`${name}(1)`)[0]?.[0]).toBe(`unknown function ${name}`);
      expect(marked(`LOOKUP(${name}, "a")`)[0]?.[0]).toBe(`unknown lookup table ${name}`);
    },
  );
});

describe('a formula whose types are wrong', () => {
  it.each<[string, string, number, number]>([
    ['firstName + 1', '"+" needs a number, but this is text', 0, 9],
    ['-firstName', '"-" needs a number, but this is text', 1, 10],
    ['firstName%', '"%" needs a number, but this is text', 0, 9],
    ['startDate * 2', '"*" needs a number, but this is a date', 0, 9],
    ['startDate + lastDay', 'two dates cannot be added', 0, 19],
    ['1 - startDate', '"-" needs a number, but this is a date', 4, 13],
    ['hours + ""', '"+" needs a number, but this is empty', 8, 10],
    ['LEFT(firstName, lastName)', 'LEFT needs a number, but this is text', 16, 24],
    ['YEAR(firstName)', 'YEAR needs a date, but this is text', 5, 14],
    ['YEAR("2024-02-30")', 'YEAR needs a date, and "2024-02-30" is none', 5, 17],
    ['YEAR(hours)', 'YEAR needs a date, but this is a number', 5, 10],
    ['IF(firstName, 1, 2)', 'IF needs TRUE or FALSE, but this is text', 3, 12],
    ['AND(TRUE, startDate)', 'AND needs TRUE or FALSE, but this is a date', 10, 19],
    ['IF(exempt, "a", 1)', 'IF answers text in one case and a number in another', 16, 17],
    ['IFERROR(hours, "none")', 'IFERROR answers a number in one case and text in another', 15, 21],
    ['firstName = 5', 'text is compared with a number', 0, 13],
    ['startDate = firstName', 'a date is compared with text', 0, 21],
    ['startDate > 5', 'a date is compared with a number', 0, 13],
    ['exempt = "TRUE"', 'TRUE or FALSE is compared with text', 0, 15],
    ['startDate > ""', 'a date does not come before or after ""', 0, 14],
    ['SWITCH(hours, "a", 1)', 'a number is compared with text', 14, 17],
    ['DATEDIF(startDate, lastDay, "W")', '"W" is no unit', 28, 31],
    ['DATEDIF(startDate, lastDay, firstName)', 'the unit must be text in quotes', 28, 37],
    ['TEXT(startDate, "0.00")', 'a number format needs a number', 5, 14],
    ['TEXT(hours, "yyyy")', 'a date format needs a date', 5, 10],
    ['TEXT(startDate, "yyyy hh")', 'a date has no time of day', 22, 23],
    ['TEXT(hours, "0x")', '"x" is no code of a number format', 14, 15],
    ['TEXT(hours, firstName)', 'the format must be text in quotes', 12, 21],
    ['REGEXREPLACE(firstName, lastName, "")', 'the pattern must be text in quotes', 24, 32],
    ['REGEXREPLACE(firstName, "a(b", "")', 'pattern: "(" is never closed', 26, 27],
    ['REGEXREPLACE(firstName, """(b", "")', 'pattern: "(" is never closed', 27, 28],
    ['REGEXREPLACE(firstName, "a", "$1")', 'replacement: the pattern has no group 1', 30, 31],
  ])('%s', (source, message, start, end) => {
    expect(problems(source)).toEqual([expect.objectContaining({ message, start, end })]);
  });

  it('reports what does not fit the place', () => {
    expect(problems('firstName', 'boolean')[0]?.message).toBe(
      'this place needs TRUE or FALSE, but this is text',
    );
    expect(problems('firstName', 'number')[0]?.message).toBe('this place needs a number, but this is text');
    expect(problems('firstName', 'date')[0]?.message).toBe('this place needs a date, but this is text');
    expect(problems('startDate', 'text')).toEqual([]);
  });
});

describe('several problems', () => {
  it('are reported at once, in the order of the text', () => {
    const found = problems("LEFT(frstName, lastName) & FOO(1) & hours + 'x' & YEAR(exempt)");
    expect(found.map(({ message }) => message)).toEqual([
      'unknown attribute frstName',
      'LEFT needs a number, but this is text',
      'unknown function FOO',
      'text stands in double quotes',
      '"+" needs a number, but this is text',
      'YEAR needs a date, but this is TRUE or FALSE',
    ]);
  });

  it('are found after a place that cannot be read', () => {
    expect(problems('IF(exempt exempt, frstName, FOO(1))').map(({ start }) => start)).toEqual([10, 18, 28]);
  });

  it('never say more about a part that was already reported', () => {
    expect(problems('LOWER(frstName) + (zzzzzz = 5)').map(({ start }) => start)).toEqual([6, 19]);
    expect(problems('YEAR(zzzzzz) + 1')).toHaveLength(1);
  });
});

describe('bounds of a formula', () => {
  it('refuses a source that is too long', () => {
    const source = `"${'x'.repeat(formulaLimits.sourceLength)}"`;
    expect(problems(source)[0]?.message).toBe('the formula is longer than 8192 characters');
  });

  it.each([
    ['parentheses', (n: number) => `${'('.repeat(n)}1${')'.repeat(n)}`],
    ['calls', (n: number) => `${'ABS('.repeat(n)}1${')'.repeat(n)}`],
    ['signs', (n: number) => `${'-'.repeat(n)}1`],
  ])('takes 63 %s within one another and refuses 65', (_, nest) => {
    expect(problems(nest(63))).toEqual([]);
    expect(problems(nest(65)).map(({ message }) => message)).toEqual([
      'the formula is nested more than 64 deep',
    ]);
  });

  it('refuses a chain that evaluation could not walk, but joins any number of texts', () => {
    expect(problems(`1${'+1'.repeat(200)}`)).toEqual([]);
    expect(problems(`1${'+1'.repeat(4000)}`)[0]?.message).toBe('the formula is too long a chain');
    expect(problems(`1${'%'.repeat(4000)}`)[0]?.message).toBe('the formula is too long a chain');
    expect(problems(`1${'&1'.repeat(4000)}`)).toEqual([]);
  });

  it('reports at most twenty problems', () => {
    expect(problems('# '.repeat(100))).toHaveLength(20);
  });
});

describe('any text at all', () => {
  const words = fc.constantFrom(
    ...'( ) , ; " "" \' = <> < + - * / ^ % & 1 .5 TRUE "x" "2024-01-31" "yyyy" "(a|b)*" sites __proto__'.split(
      ' ',
    ),
    ...'firstName startDate hours exempt IF( LEFT( TEXT( REGEXREPLACE( LOOKUP( WORKDAY( SWITCH( DATEDIF('.split(
      ' ',
    ),
    ' ',
  );
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('gives a formula or problems within the text, and never throws', () => {
    fc.assert(
      fc.property(
        garbage,
        fc.constantFrom(undefined, 'text', 'number', 'boolean', 'date' as const),
        (source, expected) => {
          const result = compileFormula(source, environment, expected);
          if (result.ok) return;
          const outside = result.problems.filter(
            ({ start, end }) => start < 0 || end < start || end > source.length,
          );
          expect([result.problems.length > 0, outside]).toEqual([true, []]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
