import * as fc from 'fast-check';
import * as excel from '@formulajs/formulajs';
import { answer, problems, shown } from './evaluate.ts';

describe('functions over numbers', () => {
  it.each([
    ['ABS(-4)', '4'],
    ['ABS(4)', '4'],
    ['ROUND(2.15, 1)', '2.2'],
    ['ROUND(2.149, 1)', '2.1'],
    ['ROUND(-1.475, 2)', '-1.48'],
    ['ROUND(21.5, -1)', '20'],
    ['ROUND(626.3, -3)', '1000'],
    ['ROUND(1.98, -1)', '0'],
    ['ROUND(-50.55, -2)', '-100'],
    ['ROUND(1.005, 2)', '1.01'],
    ['ROUND(0.5, 0)', '1'],
    ['ROUND(-0.4, 0)', '0'],
    ['ROUND(123456789.125, 2)', '123456789.13'],
    ['INT(8.9)', '8'],
    ['INT(-8.9)', '-9'],
    ['MOD(3, 2)', '1'],
    ['MOD(-3, 2)', '1'],
    ['MOD(3, -2)', '-1'],
    ['MOD(-3, -2)', '-1'],
    ['MOD(3, 0)', 'fault'],
    ['MIN(10, 7, 9)', '7'],
    ['MAX(10, 7, 9)', '10'],
    ['SUM(3, 2)', '5'],
    ['SUM("5", 15, TRUE)', '21'],
    ['AVERAGE(10, 7, 9)', '8.66666666666667'],
    ['MIN(DATE(2024,1,1), "2023-01-01")', '2023-01-01'],
  ])('%s is %s', (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  it('ROUND agrees with an independent implementation', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (scaled, places) => {
        // Three decimals at most, where both keep the decimal digits that were written.
        const value = scaled / 1000;
        const expected = excel.ROUND(value, places);
        expect(answer('ROUND(hours, grade)', { hours: value, grade: places })).toBeCloseTo(
          Number(expected),
          6,
        );
      }),
    );
  });

  // Microsoft, "MOD function": MOD(n, d) = n - d*INT(n/d). The oracle library answers otherwise for signs that differ.
  it('MOD is what its definition says', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        whole,
        whole.filter((n) => n !== 0),
        (a, b) => {
          const expected = a - b * Math.floor(a / b);
          expect(answer('MOD(hours, grade)', { hours: a, grade: b })).toBe(expected + 0);
        },
      ),
    );
  });
});

describe('TEXT with numbers', () => {
  it.each([
    ['TEXT(1234.567, "$#,##0.00")', '"$1,234.57"'],
    ['TEXT(0.285, "0.0%")', '"28.5%"'],
    ['TEXT(1234, "0000000")', '"0001234"'],
    ['TEXT("42", "00000")', '"00042"'],
    ['TEXT("A42", "00000")', '"A42"'],
    ['TEXT(5551234, "000-0000")', '"555-1234"'],
    ['TEXT(15555551234, "(000) 000-0000")', '"(1555) 555-1234"'],
    ['TEXT(1234567.891, "#,###.##")', '"1,234,567.89"'],
    ['TEXT(1.5, "0.###")', '"1.5"'],
    ['TEXT(1, "0.###")', '"1."'],
    ['TEXT(12.5, ".00")', '"12.50"'],
    ['TEXT(0.5, "#.0")', '".5"'],
    ['TEXT(2.675, "0.00")', '"2.68"'],
    ['TEXT(-3.2, "0.0")', '"-3.2"'],
    ['TEXT(-0.01, "0.0")', '"0.0"'],
    ['TEXT(-3, "0;(0);""none""")', '"(3)"'],
    ['TEXT(0, "0;(0);""none""")', '"none"'],
    ['TEXT(7, """No. ""0")', '"No. 7"'],
    ['TEXT(7, "\\E0")', '"E7"'],
    ['TEXT(0, "#")', 'empty'],
    ['TEXT(1000, "#,##0")', '"1,000"'],
    ['TEXT(5, "#,##0")', '"5"'],
    ['TEXT(5, "0,000")', '"0,005"'],
    ['TEXT(12.30, "General")', '"12.3"'],
    ['TEXT("x", "@!")', '"x!"'],
    ['TEXT(TRUE, "0")', '"TRUE"'],
    ['TEXT(10^16, "0")', 'fault'],
  ])('%s is %s', (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  it.each([
    ['TEXT(hours, "0,")', 'a comma stands between digits of the whole part, as in "#,##0"', 14],
    ['TEXT(hours, "0.0.0")', 'a second decimal point', 16],
    ['TEXT(hours, "0;0;0;0")', 'a number format has at most three sections', 18],
    ['TEXT(hours, "0""x")', 'the quote in the format is never closed', 14],
    ['TEXT(hours, "0E")', '"E" is no code of a number format', 14],
  ])('%s: %s', (source, message, start) => {
    expect(problems(source)).toEqual([expect.objectContaining({ message, start, end: start + 1 })]);
  });
});
