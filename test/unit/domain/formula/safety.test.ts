import { compileFormula } from '../../../../src/domain/formula/index.ts';
import type { FormulaType } from '../../../../src/domain/formula/types.ts';
import { answer, faultMessage, shown } from './evaluate.ts';

describe('evaluation', () => {
  it('reads own properties only, whatever an attribute is called', () => {
    const names = ['constructor', 'toString', '__proto__', 'valueOf'];
    const attributes = new Map<string, FormulaType>(names.map((name) => [name, 'text']));
    for (const name of names) {
      const result = compileFormula(`=ISBLANK(${name})`, { attributes });
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      expect(result.formula.evaluate({ values: {}, today: '2026-01-01' })).toBe(true);
      const own = Object.fromEntries([[name, 'x']]);
      expect(result.formula.evaluate({ values: own, today: '2026-01-01' })).toBe(false);
    }
  });

  it('does not read what the record inherits', () => {
    const values: Record<string, string> = Object.create({ firstName: 'inherited' });
    expect(answer('firstName', values)).toBeNull();
  });

  it('answers the same for the same input, and the day of the input', () => {
    const result = compileFormula('=TODAY() & firstName', { attributes: new Map([['firstName', 'text']]) });
    if (!result.ok) throw new Error('does not compile');
    const input = { values: { firstName: 'x' }, today: '1999-12-31' };
    expect(result.formula.evaluate(input)).toBe('1999-12-31x');
    expect(result.formula.evaluate(input)).toBe('1999-12-31x');
  });
});

describe('a fault', () => {
  it.each([
    ['VALUE(firstName)', 'VALUE: the text does not show a number'],
    ['hours / 0', '/: division by zero'],
    ['FIND("@", firstName)', 'FIND: the text looked for does not occur'],
    ['LOOKUP(sites, firstName)', 'LOOKUP: the key is not in the table sites, and no default is given'],
    ['IFS(exempt, 1)', 'IFS: no condition holds'],
    ['DATEVALUE(lastName)', 'DATEVALUE: the text does not show a date'],
  ])('of %s names function and cause, and no value of the record', (source, message) => {
    const found = faultMessage(source, { firstName: 'Secretia', lastName: 'Privatova', hours: 4711 });
    expect(found).toBe(message);
  });

  it('says so when the record holds another type than declared', () => {
    expect(faultMessage('firstName & ""', { firstName: 42 })).toBe(
      'firstName: the record does not hold text here, as the attribute is declared',
    );
    expect(faultMessage('hours + 1', { hours: '8' })).toContain('hours: ');
    expect(faultMessage('hours + 1', { hours: Number.NaN })).toContain('hours: ');
    expect(faultMessage('exempt = TRUE', { exempt: 'Y' })).toContain('exempt: ');
    expect(faultMessage('startDate = lastDay', { startDate: '2024-13-01' })).toContain('startDate: ');
  });
});

describe('no text grows beyond its bound', () => {
  const long = 'x'.repeat(20_000);
  it.each([
    'firstName & firstName',
    'firstName & "," & firstName',
    'firstName & "," & firstName & "," & firstName',
    'CONCAT(firstName, firstName)',
    'TEXTJOIN("", TRUE, firstName, firstName)',
    'SUBSTITUTE(firstName, "x", "xx")',
    'SUBSTITUTE(firstName, "x", firstName, 1)',
    'REPLACE(firstName, 1, 0, firstName)',
    'REPT(firstName, 2)',
    'TEXT(firstName, "@@")',
    'REGEXREPLACE(firstName, "x", "xx")',
    'ASCII(SUBSTITUTE(firstName, "x", "Щ"))',
  ])('%s', (source) => {
    expect(shown(source, { firstName: long })).toBe('fault');
  });
});
