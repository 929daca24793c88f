import { desiredOrganizationalUnit } from '../../../../src/domain/placement/organizational-unit.ts';
import type { Rule } from '../../../../src/domain/policy.ts';
import { at, rule } from '../../../support/planning.ts';

function place(rules: readonly Rule<string>[], department: string) {
  const input = { values: { orgLevel1: department }, today: '2026-06-15' };
  return desiredOrganizationalUnit(
    { default: 'OU=Default', rules, place: at('organizationalUnits', 39) },
    input,
  );
}

function broken(priority: number): Rule<string> {
  return rule('VALUE(orgLevel1) = 1', 'OU=Never', 7, priority);
}

describe('the organizational unit', () => {
  const rules = [
    rule('LEFT(orgLevel1, 1) = "S"', 'OU=S', 1, 20),
    rule('orgLevel1 = "SALES"', 'OU=Sales', 2, 10),
    rule('TRUE', 'OU=Last', 3),
  ];

  it.each([
    ['SALES', 'OU=Sales', 52],
    ['SUPPORT', 'OU=S', 51],
    ['IT', 'OU=Last', 53],
  ])('of %s is the one of the rule with the lowest priority number that holds', (department, dn, line) => {
    expect(place(rules, department)).toMatchObject({ kind: 'decided', dn, reason: { place: { line } } });
  });

  it('is the default when no rule holds, with the place of the section', () => {
    expect(place(rules.slice(0, 2), 'IT')).toEqual({
      kind: 'decided',
      dn: 'OU=Default',
      reason: { text: 'default organizational unit', place: at('organizationalUnits', 39) },
    });
  });

  it('of equal priorities is the first in the file', () => {
    expect(place([rule('TRUE', 'OU=First', 1, 5), rule('TRUE', 'OU=Second', 2, 5)], 'IT')).toMatchObject({
      dn: 'OU=First',
    });
  });

  it('is undecided when a condition before the winner cannot be judged, and decided when one behind it cannot', () => {
    expect(place([broken(5), ...rules], 'SALES')).toMatchObject({
      kind: 'undecided',
      place: { line: 57 },
      message: expect.stringContaining('tenure.yaml:57:5'),
    });
    expect(place([broken(15), ...rules], 'SALES')).toMatchObject({ kind: 'decided', dn: 'OU=Sales' });
  });
});
