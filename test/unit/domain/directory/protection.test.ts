import {
  accountProtection,
  groupPrivilege,
  groupProtection,
  protectedNames,
  type ProtectionFacts,
} from '../../../../src/domain/directory/protection.ts';

function facts(overrides: Partial<ProtectionFacts> = {}): ProtectionFacts {
  return { sid: 'S-1-5-21-1-2-3-1105', adminCount: false, critical: false, names: ['Sales'], ...overrides };
}

const nobody = protectedNames([]);

it.each([
  ['S-1-5-21-9-9-9-512', 'Domain Admins'],
  ['S-1-5-21-9-9-9-518', 'Schema Admins'],
  ['S-1-5-21-9-9-9-519', 'Enterprise Admins'],
  ['S-1-5-32-544', 'Administrators'],
  ['S-1-5-32-548', 'Account Operators'],
  ['S-1-5-32-551', 'Backup Operators'],
])('the group %s is protected, whatever its name in the language of the domain', (sid, name) => {
  expect(groupProtection(facts({ sid, names: ['Domänen-Admins'] }), nobody)).toContain(name);
});

it('an ordinary group is not protected', () => {
  expect(groupProtection(facts(), nobody)).toBeUndefined();
});

it('a built-in group without power is protected, its members are not', () => {
  const group = facts({ sid: 'S-1-5-32-555' });
  expect(groupProtection(group, nobody)).toBe('built-in group');
  expect(groupPrivilege(group, nobody)).toBeUndefined();
});

it('a relative identifier of the domain does not mean the same in the built-in domain', () => {
  expect(groupPrivilege(facts({ sid: 'S-1-5-21-1-2-3-544' }), nobody)).toBeUndefined();
});

it('the protected list is compared without regard to case, by any name of the group', () => {
  const listed = protectedNames(['payroll OWNERS']);
  expect(groupProtection(facts({ names: ['x', 'Payroll Owners'] }), listed)).toContain('Payroll Owners');
  expect(groupProtection(facts(), listed)).toBeUndefined();
});

it.each([
  [facts({ sid: 'S-1-5-21-1-2-3-500' }), 'Administrator'],
  [facts({ sid: 'S-1-5-21-1-2-3-502' }), 'krbtgt'],
  [facts({ adminCount: true }), 'AdminSDHolder'],
  [facts({ critical: true }), 'system object'],
])('account %#', (account, reason) => {
  expect(accountProtection(account, [])).toContain(reason);
});

it('a member of a privileged group is protected, a member of others is not', () => {
  expect(accountProtection(facts(), [{ name: 'Sales' }])).toBeUndefined();
  const memberships = [
    { name: 'Sales' },
    { name: 'Domain Admins', privilege: 'built-in group Domain Admins' },
  ];
  expect(accountProtection(facts(), memberships)).toContain('Domain Admins');
});
