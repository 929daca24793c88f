import { attributeProblem, commonNameProblem } from '../../../../src/domain/directory/limits.ts';

it.each([
  ['sAMAccountName', 20],
  ['employeeID', 16],
  ['initials', 6],
  ['title', 128],
  ['department', 64],
  ['physicalDeliveryOfficeName', 128],
  ['extensionAttribute10', 1024],
  ['extensionAttribute11', 2048],
])('%s takes %i characters and not one more', (attribute, max) => {
  expect(attributeProblem(attribute.toUpperCase(), ['x'.repeat(max + 1)])).toContain(String(max));
  expect(attributeProblem(attribute, ['x'.repeat(max)])).toBeUndefined();
  expect(attributeProblem(attribute, ['x'.repeat(max + 1)])).toContain(String(max));
});

it.each([
  'a/b',
  'a\\b',
  'a[b',
  'a:b',
  'a|b',
  'a=b',
  'a,b',
  'a+b',
  'a*b',
  'a?b',
  'a<b',
  'a"b',
  'dot.',
  'tab\t',
])('the account name %j is refused', (name) => {
  expect(attributeProblem('sAMAccountName', [name])).toEqual(expect.any(String));
});

it.each(['jane.doe', "o'brien", 'a b', 'müller', 'x-1_2'])('the account name %j is fine', (name) => {
  expect(attributeProblem('sAMAccountName', [name])).toBeUndefined();
});

it('an account name cannot be cleared, other attributes can', () => {
  expect(attributeProblem('sAMAccountName', [])).toEqual(expect.any(String));
  expect(attributeProblem('department', [])).toBeUndefined();
});

it('single-valued attributes take one value, others many', () => {
  expect(attributeProblem('department', ['a', 'b'])).toEqual(expect.any(String));
  expect(attributeProblem('proxyAddresses', ['a', 'b'])).toBeUndefined();
});

it('no problem tells the value', () => {
  const secret = `secret${'x'.repeat(70)}`;
  expect(attributeProblem('givenName', [secret])).not.toContain('secret');
  expect(commonNameProblem(secret)).not.toContain('secret');
});

it.each(['memberOf', 'unicodePwd', 'OBJECTSID', 'manager', 'cn'])(
  '%s is no profile attribute',
  (attribute) => {
    expect(attributeProblem(attribute, ['x'])).toContain(attribute);
  },
);

it('attributes without a known limit are left to the directory', () => {
  expect(attributeProblem('acmeCostCenter', ['x'.repeat(5000)])).toBeUndefined();
});

it.each(['', '   ', 'a\u0000b', 'x'.repeat(65)])('the common name %j is refused', (name) => {
  expect(commonNameProblem(name)).toEqual(expect.any(String));
});

it('a common name of 64 characters is fine', () => {
  expect(commonNameProblem('x'.repeat(64))).toBeUndefined();
});
