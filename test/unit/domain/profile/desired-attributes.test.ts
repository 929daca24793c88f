import type { AttributeValue } from '../../../../src/domain/hr/record.ts';
import type { ProfileAttribute } from '../../../../src/domain/policy.ts';
import { desiredAttributes, desiredText } from '../../../../src/domain/profile/desired-attributes.ts';
import { renderValue } from '../../../../src/domain/profile/values.ts';
import { at, line, planningPolicy, standardLines } from '../../../support/planning.ts';

const values = { employeeNumber: '1001', firstName: 'Anna', lastName: 'Schmidt' };

function profile(lines: readonly ProfileAttribute[], more: Readonly<Record<string, AttributeValue>> = {}) {
  const policy = planningPolicy({ lines: [...standardLines.slice(0, 3), ...lines] });
  return desiredAttributes(policy, { values: { ...values, ...more }, today: '2026-06-15' });
}

describe('values in a directory', () => {
  it.each([
    [null, ''],
    ['  text ', 'text'],
    [true, 'TRUE'],
    [false, 'FALSE'],
    [0, '0'],
    [-1.5, '-1.5'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    ['2026-06-15', '2026-06-15'],
  ])('%j is written as %j', (value, text) => {
    expect(renderValue(value)).toBe(text);
  });
});

describe('the profile map', () => {
  it('takes literals and formulas, trimmed', () => {
    const made = profile([line('company', ' ACME '), line('title', '=jobTitle')], { jobTitle: ' Clerk ' });
    expect(desiredText(made, 'company')).toBe('ACME');
    expect(desiredText(made, 'TITLE')).toBe('Clerk');
    expect(made.problems).toEqual([]);
  });

  it('lets formulas see attributes computed before them', () => {
    const made = profile([line('displayName', '=givenName & " " & sn', { sees: ['givenName', 'sn'] })], {
      preferredName: 'Anni',
    });
    expect(desiredText(made, 'displayName')).toBe('Anni Schmidt');
  });

  it('never hides an HR attribute behind a profile attribute of the same name', () => {
    const made = profile([line('company', '=UPPER(company)'), line('info', '=company')], { company: 'Acme' });
    expect(desiredText(made, 'company')).toBe('ACME');
    expect(desiredText(made, 'info')).toBe('Acme');
  });

  it('keeps or clears what is empty, as the line says', () => {
    const made = profile([line('title', '=jobTitle'), line('info', '=jobTitle', { whenEmpty: 'clear' })]);
    expect(made.attributes.has('title')).toBe(false);
    expect(made.attributes.get('info')?.values).toEqual([]);
  });

  it('never clears a mandatory attribute', () => {
    const made = profile([], { lastName: '' });
    expect(made.attributes.has('sn')).toBe(false);
    expect(made.problems).toEqual([
      {
        code: 'PROFILE_INVALID',
        attribute: 'sn',
        message: 'sn: is mandatory and has no value',
        blocking: true,
        place: at('profile.sn', 30),
      },
    ]);
  });

  it.each([
    ['a fault of an optional attribute', line('info', '=VALUE(lastName)'), 'FORMULA_FAULT', false],
    ['a value that is too long', line('initials', '=firstName & lastName'), 'AD_VALUE_REFUSED', false],
    ['a fault of a logon name', line('sAMAccountName', '=VALUE(lastName)'), 'PROFILE_INVALID', true],
    ['an attribute that other changes write', line('memberOf', 'x'), 'AD_VALUE_REFUSED', false],
  ] as const)('reports %s with attribute and place, without the value', (_, one, code, blocking) => {
    const { problems, attributes } = profile([one]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, blocking, attribute: one.attribute, place: one.place });
    expect(problems[0]?.message).not.toContain('Schmidt');
    expect(attributes.has(one.attribute.toLowerCase())).toBe(false);
  });

  it('says so when a mandatory attribute stands nowhere', () => {
    const policy = planningPolicy({ lines: standardLines.slice(1, 3) });
    const { problems } = desiredAttributes(policy, { values, today: '2026-06-15' });
    expect(problems).toMatchObject([{ attribute: 'employeeid', blocking: true, code: 'PROFILE_INVALID' }]);
  });
});
