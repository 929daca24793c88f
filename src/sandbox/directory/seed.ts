import { accountControl } from '../../domain/directory/ensure.ts';
import { passwordHash, type DirectoryStore, type StoredAccount } from './store.ts';
import type { MemoryAccount, MemoryGroup } from './types.ts';

/** A group as an administrator or the set-up of a domain adds it. @returns the id */
export function addGroup(store: DirectoryStore, group: MemoryGroup): string {
  const dn = group.container ?? `CN=Users,${store.baseDn}`;
  const container = store.container(dn);
  if (container === undefined) throw new RangeError(`there is no container ${dn}`);
  if (store.groupNamed(group.name) !== undefined) throw new RangeError(`group ${group.name} exists already`);
  return store.addGroup({
    sid: store.newSid(),
    name: group.name,
    container,
    kind: group.kind ?? 'security',
    critical: false,
  }).id;
}

/** An account as an administrator adds it, past every rule of Tenure. */
export function addAccount(store: DirectoryStore, account: MemoryAccount): StoredAccount {
  const container = store.container(account.organizationalUnit);
  if (container === undefined) throw new RangeError(`there is no container ${account.organizationalUnit}`);
  if (store.idAt(account.commonName, container) !== undefined) {
    throw new RangeError(`${container} has an object named ${account.commonName} already`);
  }
  const entries = Object.entries(account.attributes).filter(([, values]) => values.length > 0);
  const stored = store.addAccount({
    sid: store.newSid(),
    commonName: account.commonName,
    container,
    userAccountControl:
      accountControl.normalAccount | (account.enabled === false ? accountControl.disabled : 0),
    mustChangePassword: account.mustChangePassword ?? account.password === undefined,
    adminCount: account.adminCount ?? false,
    critical: false,
    attributes: new Map(entries.map(([name, values]) => [name.toLowerCase(), { name, values }])),
  });
  if (account.password !== undefined) stored.passwordHash = passwordHash(stored.id, account.password);
  for (const name of account.groups ?? []) {
    const group = store.groupNamed(name);
    if (group === undefined) throw new RangeError(`there is no group ${name}`);
    store.join(stored, group);
  }
  return stored;
}

const builtInAccounts = [
  ['Administrator', '500', 0x200],
  ['Guest', '501', 0x222],
  ['krbtgt', '502', 0x202],
] as const;

const domainGroups = [
  ['Domain Admins', '512'],
  ['Domain Users', '513'],
  ['Domain Guests', '514'],
  ['Schema Admins', '518'],
  ['Enterprise Admins', '519'],
] as const;

const builtInGroups = [
  ['Administrators', '544'],
  ['Account Operators', '548'],
  ['Server Operators', '549'],
  ['Print Operators', '550'],
  ['Backup Operators', '551'],
  ['Remote Desktop Users', '555'],
] as const;

/** What every domain has from its first day. @returns the ids of the built-in accounts */
export function addBuiltIns(store: DirectoryStore): ReadonlySet<string> {
  const users = `CN=Users,${store.baseDn}`;
  const builtin = `CN=Builtin,${store.baseDn}`;
  store.addContainer(users);
  store.addContainer(builtin);
  for (const [name, rid] of domainGroups) {
    store.addGroup({ sid: store.newSid(rid), name, container: users, kind: 'security', critical: true });
  }
  for (const [name, rid] of builtInGroups) {
    const sid = store.newSid(rid, true);
    store.addGroup({ sid, name, container: builtin, kind: 'security', critical: true });
  }
  const ids = builtInAccounts.map(([name, rid, userAccountControl]) => {
    const account = store.addAccount({
      sid: store.newSid(rid),
      commonName: name,
      container: users,
      userAccountControl,
      mustChangePassword: false,
      adminCount: false,
      critical: true,
      attributes: new Map([['samaccountname', { name: 'sAMAccountName', values: [name] }]]),
    });
    return account.id;
  });
  return new Set(ids);
}
