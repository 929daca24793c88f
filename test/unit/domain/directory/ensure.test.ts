import { isOurs, profileDifference, sameValues, valuesOf } from '../../../../src/domain/directory/ensure.ts';
import { creation } from '../../../support/directory-lab.ts';

it('values are compared as sets that count', () => {
  expect(sameValues(['a', 'b'], ['b', 'a'])).toBe(true);
  expect(sameValues(['a', 'a', 'b'], ['a', 'b', 'b'])).toBe(false);
  expect(sameValues([], [])).toBe(true);
  expect(sameValues(['a'], ['A'])).toBe(false);
});

it('attributes are found without regard to case', () => {
  expect(valuesOf({ employeeID: ['1'] }, 'EmployeeId')).toEqual(['1']);
  expect(valuesOf({ employeeID: ['1'] }, 'mail')).toEqual([]);
});

it('a profile change is written, already so, or stale, attribute by attribute', () => {
  const difference = profileDifference({ title: ['Old'], l: ['Rome'], st: ['Own'], mail: ['m'] }, [
    { attribute: 'title', before: ['Old'], after: ['New'] },
    { attribute: 'l', before: ['Oslo'], after: ['Rome'] },
    { attribute: 'ST', before: [], after: ['X'] },
    { attribute: 'mail', before: ['m'], after: [''] },
    { attribute: 'company', before: [''], after: [] },
  ]);
  expect(difference).toEqual({
    write: [
      { attribute: 'title', before: ['Old'], after: ['New'] },
      { attribute: 'mail', before: ['m'], after: [] },
    ],
    stale: ['ST'],
  });
});

describe('whether an account is ours', () => {
  const change = creation('OU=x', { attributes: { employeeID: ['7'], employeeNumber: ['N'] } });

  it.each([
    [{ employeeID: ['7'], employeeNumber: ['N'] }, ['employeeID', 'employeeNumber'], true],
    [{ employeeID: ['7'] }, ['employeeID'], true],
    [{ employeeID: ['7'] }, ['employeeID', 'employeeNumber'], false],
    [{ employeeID: ['8'] }, ['employeeID'], false],
    [{}, ['employeeID'], false],
    [{ mail: ['x'] }, ['mail'], false],
    [{ employeeID: ['7'] }, [], false],
  ])('%j by %j: %s', (held, joins, ours) => {
    expect(isOurs(held, change, joins)).toBe(ours);
  });
});
