import { emptyRules } from '../../../../src/domain/formula/empty.ts';
import { compileFormula, showAnswer } from '../../../../src/domain/formula/index.ts';
import type { FormulaType } from '../../../../src/domain/formula/types.ts';
import { answer, environment, faultMessage, shown } from './evaluate.ts';

function shownWithout(example: string, type: FormulaType, values: Record<string, null | ''>): string {
  const result = compileFormula(example, { ...environment, attributes: new Map([['none', type]]) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  try {
    return showAnswer(result.formula.evaluate({ values, today: '2026-03-02' }), result.formula.type);
  } catch {
    return 'fault';
  }
}

describe('the table of empty values', () => {
  it.each(
    emptyRules.map(({ where, example, type, answer: expected }) => [where, example, type, expected] as const),
  )('%s: %s over a %s is %s', (_, example, type, expected) => {
    expect(shownWithout(example, type, {})).toBe(expected);
    expect(shownWithout(example, type, { none: null })).toBe(expected);
    expect(shownWithout(example, type, { none: '' })).toBe(expected);
  });
});

describe('empty values', () => {
  it.each([
    ['lastDay = startDate', {}, 'TRUE'],
    ['lastDay <> startDate', {}, 'FALSE'],
    ['lastDay <= startDate', {}, 'FALSE'],
    ['lastDay = startDate', { startDate: '2024-01-01' }, 'FALSE'],
    ['lastDay <> startDate', { startDate: '2024-01-01' }, 'TRUE'],
    ['lastDay > TODAY()', {}, 'FALSE'],
    ['hours < 1', {}, 'FALSE'],
    ['hours >= 0', {}, 'FALSE'],
    ['hours <> 0', {}, 'TRUE'],
    ['hours <> ""', {}, 'FALSE'],
    ['"" = hours', { hours: 0 }, 'FALSE'],
    ['exempt <> TRUE', {}, 'TRUE'],
    ['NOT(exempt)', {}, 'TRUE'],
    ['firstName = lastName', {}, 'TRUE'],
    ['firstName & lastName', {}, 'empty'],
    ['LEFT(firstName, 3)', {}, 'empty'],
    ['LEN(firstName)', {}, '0'],
    ['exempt', {}, 'empty'],
    ['hours', {}, 'empty'],
    ['MAX(hours, grade)', {}, 'empty'],
    ['MAX(startDate, lastDay)', { startDate: '2024-01-01' }, '2024-01-01'],
    ['AVERAGE(hours, grade)', { grade: 4 }, '4'],
    ['AVERAGE(hours, grade)', {}, 'fault'],
    ['startDate + 1', {}, 'fault'],
    ['startDate - lastDay', { startDate: '2024-01-01' }, 'fault'],
    ['TEXT(hours, "0")', {}, 'empty'],
    ['TEXT(firstName, "0")', {}, 'empty'],
    ['VALUE(firstName)', {}, 'fault'],
    ['DATEVALUE(firstName)', {}, 'fault'],
    ['IF(ISBLANK(preferredName), firstName, preferredName)', { firstName: 'Ana' }, '"Ana"'],
    [
      'IF(ISBLANK(preferredName), firstName, preferredName)',
      { preferredName: 'Anni', firstName: 'Ana' },
      '"Anni"',
    ],
    ['IFERROR(hours * 2, 0)', {}, '0'],
    ['SWITCH(country, "", "none", "some")', {}, '"none"'],
  ])('%s over %j is %s', (source, values, expected) => {
    expect(shown(source, values)).toBe(expected);
  });

  it('is false where a condition is asked for, never null', () => {
    expect(answer('exempt', {}, 'boolean')).toBe(false);
    expect(answer('hours', {}, 'boolean')).toBe(false);
  });

  it('names the attribute that is missing', () => {
    expect(faultMessage('hours * 2')).toBe('*: hours is empty');
    expect(faultMessage('EDATE(startDate, 1)')).toBe('EDATE: startDate is empty');
    expect(faultMessage('LEFT("a", grade)')).toBe('LEFT: grade is empty');
  });
});
